import type { Account } from '../ldap/account.ts';

/** One account as a client needs it: `names[0]` is the DN it binds with. */
export type SampleAccounts = {
  /** Reads, hidden recipients included. */
  readonly reader: Account;
  /** Reads what anybody may see; in Active Directory that is the same. */
  readonly plainReader: Account;
  /** Writes as well. */
  readonly writer: Account;
};

const account = (password: string, mayWrite: boolean, ...names: string[]): Account => ({ names, password, mayWrite });

/** Exchange 5.5: `cn=NTACCOUNT,cn=NTDOMAIN`, with `cn=Admin` behind it to see hidden objects (Q182507, Q185475). */
export const EXCHANGE55_ACCOUNTS: SampleAccounts = {
  reader: account('reader-Pa55word', false, 'cn=reader,cn=FABRIKAM,cn=Admin'),
  plainReader: account('reader-Pa55word', false, 'cn=reader,cn=FABRIKAM'),
  writer: account('writer-Pa55word', true, 'cn=migcheck,cn=FABRIKAM,cn=Admin'),
};

/** Active Directory: by DN, by user principal name, or as `DOMAIN\user`. */
const adAccount = (user: string, password: string, mayWrite: boolean): Account =>
  account(
    password,
    mayWrite,
    `CN=${user},CN=Users,DC=fabrikam,DC=example`,
    `${user}@fabrikam.example`,
    `FABRIKAM\\${user}`,
  );

export const AD_ACCOUNTS: SampleAccounts = {
  reader: adAccount('reader', 'reader-Pa55word', false),
  plainReader: adAccount('reader', 'reader-Pa55word', false),
  writer: adAccount('migcheck', 'writer-Pa55word', true),
};
