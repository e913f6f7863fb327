import { DirectoryUnavailable, Misconfigured } from '../../errors.ts';
import { isAtOrUnder, parseDn, writeDn } from '../../migration/dn.ts';
import type { Dialect } from '../../migration/recipient.ts';
import type { Connection } from './connection.ts';
import type { DirectorySettings } from './settings.ts';

/** Where on a server to look for what. */
export type Place = {
  readonly dialect: Dialect;
  /** Where people are looked for. */
  readonly base: string;
  /** Where holders of an address are looked for: the whole Exchange 5.5 organisation, or the whole domain. */
  readonly organization: string;
  /** Active Directory's partition about the forest; absent elsewhere. */
  readonly configuration?: string;
};

/** Reads dialect and naming contexts from the root DSE, as far as they are not configured. */
export function placeOf({ rootDse, server }: Connection, { kind, baseDn }: DirectorySettings): Place {
  const contexts = rootDse.all('namingContexts');
  const defaultContext = rootDse.first('defaultNamingContext');
  const exchange = contexts.find((context) => /^o=/i.test(context));
  const dialect = kind === 'auto' ? (!defaultContext && exchange ? 'exchange55' : 'ad') : kind;
  if (dialect === 'exchange55' && defaultContext && !exchange) throw wrongServer(server.url, ACTIVE_DIRECTORY_ANSWERS);
  const configuration = rootDse.first('configurationNamingContext');
  const context = dialect === 'exchange55' ? exchange : (defaultContext ?? contexts[0]);
  const base = baseDn || context;
  if (!base) throw wrongServer(server.url, 'LDAP_BASE_DN is needed: the server does not say where its tree begins');
  const organization = dialect === 'exchange55' ? organizationAbove(base, contexts) : widest(base, context);
  return { dialect, base, organization, ...(dialect === 'ad' && configuration ? { configuration } : {}) };
}

/** Q312501: Active Directory owns port 389 on a domain controller, and Exchange 5.5 beside it is moved to 390. */
const ACTIVE_DIRECTORY_ANSWERS =
  'LDAP_URL leads to an Active Directory although DIRECTORY_KIND is exchange55; on a domain controller Exchange 5.5 usually listens on port 390 (Q312501)';

const wrongServer = (server: string, words: string): DirectoryUnavailable =>
  new DirectoryUnavailable('not-configured', server, { cause: new Misconfigured(words) });

/** The organisation (`o=…`) that the base belongs to, as far up as this server holds the tree. */
function organizationAbove(base: string, contexts: readonly string[]): string {
  const names = parseDn(base) ?? [];
  const top = names.findLastIndex((naming) => naming.some(({ type }) => /^o$/i.test(type)));
  const organization = top < 0 ? base : writeDn(names.slice(top));
  const context = contexts.find((one) => isAtOrUnder(base, one));
  return context && !isAtOrUnder(organization, context) ? context : organization;
}

const widest = (base: string, context: string | undefined): string =>
  context && isAtOrUnder(base, context) ? context : base;
