/** What an LDAP result means for the one write we make, and what to do about it. */
const MEANING: Record<number, string> = {
  8: 'The server wants an encrypted connection (LDAP_TLS=ldaps or starttls).',
  10: 'The server refers to another one: an Exchange 5.5 object can only be changed on a server of its own site (Q162833).',
  11: 'The mailbox has as many addresses as the directory allows (more than 200 are refused, Q146345).',
  16: 'The object does not have this attribute; look for MSExchangeDS 1356 and 1326 (Q255291).',
  17: 'The schema does not know this attribute; is DIRECTORY_KIND right?',
  18: 'The schema has no equality rule for this attribute, so one value cannot be added without replacing all; migcheck never replaces.',
  19: 'A rule of the directory forbids this value, often a uniqueness rule: the address is held elsewhere.',
  21: 'The value does not fit the syntax of the attribute.',
  32: 'The object is gone.',
  49: 'The write account or its password is refused (LDAP_WRITE_BIND_DN).',
  50: 'The write account may not change this object: grant it the right to write this one attribute.',
  53: 'The server will not perform the write: in Exchange 5.5 it is a server of another site, or it is synchronising (Q261288).',
  65: 'The object class does not allow this attribute.',
};

/** The meaning of a refused write in one sentence. */
export const meaningOf = (code: number): string => MEANING[code] ?? 'The directory gave no reason that is known here.';
