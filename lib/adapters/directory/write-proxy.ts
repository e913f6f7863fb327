import { DirectoryUnavailable } from '../../errors.ts';
import { isMigrateProxy, type ProxyAddress } from '../../migration/address.ts';
import { directoryValue, PROXY_ATTRIBUTE, type Recipient } from '../../migration/recipient.ts';
import type { Written } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { nameOfResult, resultCodeIn } from './result-codes.ts';
import { unavailable } from './trouble.ts';

/** How the directory is to be changed: the kind of the modify, and what it is called once it was done. */
type How =
  | { readonly operation: 'add'; readonly done: 'added' }
  | { readonly operation: 'remove'; readonly done: 'removed' };

type Target = Pick<Recipient, 'dn' | 'dialect'>;

/**
 * Adds one MIGRATE proxy to one recipient by one LDAP modify of the kind "add": other values are never touched, and
 * nothing is sent twice. Throws, before anything is sent, for a proxy of another type.
 */
export const addMigrateProxy = (
  connectionFor: () => Promise<Connection>,
  recipient: Target,
  proxy: ProxyAddress,
): Promise<Written> => write(connectionFor, { recipient, proxy }, { operation: 'add', done: 'added' });

/**
 * Removes one MIGRATE proxy from one recipient by one LDAP modify of the kind "delete" that names the one value: never
 * the attribute as a whole. Nothing is sent twice. Throws, before anything is sent, for a proxy of another type.
 *
 * The server, not we, decides which value is meant. OpenLDAP (caseIgnoreMatch) and Samba both take one that differs
 * in case, in letters beyond ASCII too, in doubled or in trailing blanks; OpenLDAP moreover one that is composed
 * otherwise (ä as a and ¨, a fullwidth A for A). Exchange 5.5 and Active Directory ignore case at least. Whoever asks
 * has compared byte for byte before.
 */
export const removeMigrateProxy = (
  connectionFor: () => Promise<Connection>,
  recipient: Target,
  proxy: ProxyAddress,
): Promise<Written> => write(connectionFor, { recipient, proxy }, { operation: 'remove', done: 'removed' });

async function write(
  connectionFor: () => Promise<Connection>,
  { recipient: { dn, dialect }, proxy }: { readonly recipient: Target; readonly proxy: ProxyAddress },
  how: How,
): Promise<Written> {
  if (!isMigrateProxy(proxy)) throw new Error(`Only MIGRATE proxies are ever written, not ${proxy.type}`);
  let connection: Connection;
  try {
    connection = await connectionFor();
  } catch (error) {
    return notSent(error);
  }
  try {
    await connection[how.operation](dn, PROXY_ATTRIBUTE[dialect].attribute, directoryValue(dialect, proxy));
    return { kind: how.done };
  } catch (error) {
    return afterSending(error, connection.server.url, how);
  }
}

/** No connection, so nothing can have been changed. */
function notSent(error: unknown): Written {
  if (!(error instanceof DirectoryUnavailable)) throw error;
  return { kind: 'unavailable', name: error.trouble, ...(error.code === undefined ? {} : { code: error.code }) };
}

/** An answer is an answer: a modify that failed has changed nothing (RFC 4511 4.6). Without one nobody knows. */
function afterSending(error: unknown, server: string, { operation }: How): Written {
  const code = resultCodeIn(error);
  if (code === undefined) return { kind: 'unknown', name: unavailable(error, server, 'search').trouble };
  const name = nameOfResult(code);
  if (operation === 'add' && code === 20) return { kind: 'already-there' };
  if (operation === 'remove' && code === 16) return { kind: 'already-gone' };
  return code === 51 || code === 52 ? { kind: 'unavailable', code, name } : { kind: 'refused', code, name };
}
