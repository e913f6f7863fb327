import { BerReader } from 'ldapts';

/** Nobody asks anything longer; what claims to be is no LDAP. */
const LONGEST_MESSAGE = 1_000_000;

/** The bytes of the first whole LDAP message. */
export function sizeOfFirst(bytes: Buffer): number | 'incomplete' | 'no LDAP' {
  const reader = new BerReader(bytes);
  try {
    if (bytes.length < 2 || reader.readSequence(0x30) === null) return 'incomplete';
  } catch {
    return 'no LDAP';
  }
  if (reader.length > LONGEST_MESSAGE) return 'no LDAP';
  return reader.remain < reader.length ? 'incomplete' : reader.offset + reader.length;
}
