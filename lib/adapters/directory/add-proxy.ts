import { DirectoryUnavailable } from '../../errors.ts';
import { isMigrateProxy, type ProxyAddress } from '../../migration/address.ts';
import { directoryValue, PROXY_ATTRIBUTE, type Recipient } from '../../migration/recipient.ts';
import type { Written } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { nameOfResult, resultCodeIn } from './result-codes.ts';
import { unavailable } from './trouble.ts';

/**
 * Adds one MIGRATE proxy to one recipient by one LDAP modify of the kind "add": other values are never touched, and
 * nothing is sent twice. Throws, before anything is sent, for a proxy of another type.
 */
export async function addMigrateProxy(
  connectionFor: () => Promise<Connection>,
  { dn, dialect }: Pick<Recipient, 'dn' | 'dialect'>,
  proxy: ProxyAddress,
): Promise<Written> {
  if (!isMigrateProxy(proxy)) throw new Error(`Only MIGRATE proxies are ever written, not ${proxy.type}`);
  let connection: Connection;
  try {
    connection = await connectionFor();
  } catch (error) {
    return notSent(error);
  }
  try {
    await connection.add(dn, PROXY_ATTRIBUTE[dialect].attribute, directoryValue(dialect, proxy));
    return { kind: 'added' };
  } catch (error) {
    return afterSending(error, connection.server.url);
  }
}

/** No connection, so nothing can have been changed. */
function notSent(error: unknown): Written {
  if (!(error instanceof DirectoryUnavailable)) throw error;
  return { kind: 'unavailable', name: error.trouble, ...(error.code === undefined ? {} : { code: error.code }) };
}

/** An answer is an answer: a modify that failed has changed nothing (RFC 4511 4.6). Without one nobody knows. */
function afterSending(error: unknown, server: string): Written {
  const code = resultCodeIn(error);
  if (code === undefined) return { kind: 'unknown', name: unavailable(error, server, 'search').trouble };
  const name = nameOfResult(code);
  if (code === 20) return { kind: 'already-there' };
  return code === 51 || code === 52 ? { kind: 'unavailable', code, name } : { kind: 'refused', code, name };
}
