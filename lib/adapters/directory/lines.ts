import { readFileSync } from 'node:fs';
import { DirectoryUnavailable, Misconfigured } from '../../errors.ts';
import { isAtOrUnder } from '../../migration/dn.ts';
import { jobAtWork } from '../at-work.ts';
import { type Connection, type ConnectionOptions, connect } from './connection.ts';
import { type Line, openLine } from './line.ts';
import { type DirectorySettings, type Server, serverOf } from './settings.ts';

/** All ways to a directory that one account has. Nothing is opened before it is needed. */
export type Lines = {
  /** To any of the servers; with a name, to those that may write the object of that name. */
  to(dn?: string): Line;
  /** To the global catalogue, where there is one. */
  readonly globalCatalogue: Line | undefined;
  /** Requests sent so far, on all of them. */
  roundTrips(): number;
  close(): Promise<void>;
};

export function openLines(settings: DirectorySettings): Lines {
  let sent = 0;
  const options = connectionOptions(settings, () => {
    sent += 1;
    const job = jobAtWork();
    if (job) job.roundTrips += 1;
  });
  const servers = settings.urls.map((url) => serverOf(url, settings.tls));
  if (servers.length === 0)
    throw new Misconfigured('LDAP_URL must name the directory, for example ldaps://dc1.example.com');
  const bind = binding(options, settings.passwordAgain);
  const open = (some: readonly Server[]): Line => openLine(some, bind);
  const lines = new Map<string, Line>();
  const to = (dn?: string): Line => {
    const serving = serversFor(servers, dn);
    const key = serving.map(({ url }) => url).join(' ');
    const line = lines.get(key) ?? open(serving);
    lines.set(key, line);
    return line;
  };
  const globalCatalogue = settings.gcUrl ? open([serverOf(settings.gcUrl, settings.tls)]) : undefined;
  const close = async (): Promise<void> => {
    await Promise.all([...lines.values(), globalCatalogue].map((line) => line?.close()));
  };
  return { to, globalCatalogue, roundTrips: () => sent, close };
}

/** RFC 4511: invalidCredentials. */
const WRONG_PASSWORD = 49;

const isWrongPassword = (error: unknown): boolean =>
  error instanceof DirectoryUnavailable && error.code === WRONG_PASSWORD;

/**
 * Connects with the password that was known, and once more with the one that is kept by now, where that is another: it
 * was changed meanwhile. The same one is never tried twice, which would lock the account.
 */
function binding(options: ConnectionOptions, passwordAgain: DirectorySettings['passwordAgain']) {
  let { password } = options;
  return async (server: Server): Promise<Connection> => {
    const tried = password;
    try {
      return await connect(server, { ...options, password: tried });
    } catch (error) {
      const now = isWrongPassword(error) ? await passwordAgain?.() : undefined;
      if (!now || now === tried) throw error;
      password = now;
      return connect(server, { ...options, password: now });
    }
  };
}

/** Exchange 5.5 writes an object only on servers of its own site (Q162833); all servers where none is said to. */
function serversFor(servers: readonly Server[], dn: string | undefined): readonly Server[] {
  const own = servers.filter(({ serves }) => dn !== undefined && serves !== undefined && isAtOrUnder(dn, serves));
  return own.length > 0 ? own : servers;
}

/** How `connect` is to go about it. Throws Misconfigured. */
export function connectionOptions(settings: DirectorySettings, onRoundTrip: () => void): ConnectionOptions {
  const { bindDn, password, caFile, timeoutMs = 5000, connectTimeoutMs = 3000 } = settings;
  // RFC 4513 5.1.2: a name without a password binds as nobody, and looks like success.
  if (bindDn && !password)
    throw new Misconfigured('A bind name needs its password: set LDAP_BIND_PASSWORD and LDAP_WRITE_BIND_PASSWORD');
  const ca = caFile ? readCaFile(caFile) : undefined;
  return { bindDn, password, timeoutMs, connectTimeoutMs, onRoundTrip, ...(ca ? { ca } : {}) };
}

function readCaFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Misconfigured('LDAP_CA_FILE must name a readable PEM file', { cause });
  }
}
