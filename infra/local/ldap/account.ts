import { parseDn } from '../../../lib/migration/dn.ts';

/** Who may bind: any of `names` (a DN, a UPN, `DOMAIN\user`), without regard to case. */
export type Account = {
  readonly names: readonly string[];
  readonly password: string;
  readonly mayWrite: boolean;
};

/** A bound client. `seesHidden`: Exchange 5.5 shows hidden objects to whoever binds with `cn=Admin` (Q185475). */
export type Client = { readonly name: string; readonly mayWrite: boolean; readonly seesHidden: boolean };

/** Exchange 5.5 knows a client that asks for hidden objects by an RDN `cn=Admin` in its name (Q185475). */
const namesAdmin = (name: string): boolean =>
  (parseDn(name) ?? []).some((part) =>
    part.some(({ type, value }) => type.toLowerCase() === 'cn' && value.toLowerCase() === 'admin'),
  );

/** The client who binds with this name and password; undefined when there is none. */
export function authenticate(accounts: readonly Account[], name: string, password: string): Client | undefined {
  const account = accounts.find((one) => one.names.some((known) => known.toLowerCase() === name.toLowerCase()));
  if (account?.password !== password) return undefined;
  return { name, mayWrite: account.mayWrite, seesHidden: namesAdmin(name) };
}
