import { Attribute, Change, type Filter, PresenceFilter } from 'ldapts';
import { type DirectoryEntry, readEntry } from './entry.ts';
import { type Handful, handfulOf, pagesOf, type Sought } from './pages.ts';
import { PageControl } from './paging.ts';
import { openSession, type Session } from './session.ts';
import type { Server } from './settings.ts';
import { openSocket, tlsOptions } from './socket.ts';
import { unavailable } from './trouble.ts';

export type Search = {
  readonly base: string;
  readonly scope: 'base' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  /** Stops asking for further pages once this is true. */
  readonly enough?: (entries: readonly DirectoryEntry[]) => boolean;
};

/** One bound connection to one server. It is never opened a second time: what is lost is lost. */
export type Connection = {
  readonly server: Server;
  /** What the server says of itself. */
  readonly rootDse: DirectoryEntry;
  /** Alive, and not idle for so long that a firewall may have forgotten it. */
  isUsable(): boolean;
  /** True once a search was answered on it. */
  hasServed(): boolean;
  /** All entries, or DirectoryUnavailable: never some of them. */
  search(search: Search): Promise<readonly DirectoryEntry[]>;
  /** The same below a base however many, as they come and as they were sent: the deadline holds for each page. */
  pages(sought: Sought): AsyncIterable<readonly Buffer[]>;
  /** As many as the server hands out at once without pages. */
  handful(sought: Sought): Promise<Handful>;
  /** Adds one value. Throws ldapts' ResultCodeError when the server said no; after anything else nobody knows. */
  add(dn: string, attribute: string, value: string): Promise<void>;
  /** Removes one value, and with the last one the attribute. Throws as `add` does. */
  remove(dn: string, attribute: string, value: string): Promise<void>;
  close(): Promise<void>;
};

export type ConnectionOptions = {
  readonly bindDn: string;
  readonly password: string;
  readonly ca?: Buffer;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Called once for every request that is sent. */
  readonly onRoundTrip: () => void;
};

type OneValue = { readonly attribute: string; readonly value: string };

const PAGE_SIZE = 100;
const LONGEST_IDLE_MS = 120_000;
const ROOT_DSE: Search = {
  base: '',
  scope: 'base',
  filter: new PresenceFilter({ attribute: 'objectClass' }),
  attributes: ['namingContexts', 'defaultNamingContext', 'configurationNamingContext', 'isGlobalCatalogReady'],
};

/** Opens, encrypts and binds a connection, and reads the root DSE. Throws DirectoryUnavailable and leaves nothing open. */
export async function connect(server: Server, options: ConnectionOptions): Promise<Connection> {
  const socket = await openSocket(server, options).catch((error: unknown) => {
    throw unavailable(error, server.url, 'connect');
  });
  const session = openSession(socket, server, options.timeoutMs);
  try {
    await introduce(session, server, options);
    const [rootDse] = await session.at('search', () => searchOn(session, ROOT_DSE, options));
    return connectionOf(session, { server, rootDse: rootDse ?? readEntry({ dn: '' }) }, options);
  } catch (error) {
    session.destroy();
    throw error;
  }
}

async function introduce(session: Session, server: Server, options: ConnectionOptions): Promise<void> {
  if (server.encryption === 'starttls') {
    options.onRoundTrip();
    await session.at('starttls', () => session.client.startTLS(tlsOptions(server, options.ca)));
  }
  options.onRoundTrip();
  await session.at('bind', () => session.client.bind(options.bindDn, options.password));
}

function connectionOf(
  session: Session,
  known: Pick<Connection, 'server' | 'rootDse'>,
  options: ConnectionOptions,
): Connection {
  let served = false;
  let lastUsed = performance.now();
  const change = (dn: string, operation: 'add' | 'delete', { attribute, value }: OneValue): Promise<void> => {
    options.onRoundTrip();
    const modification = new Attribute({ type: attribute, values: [value] });
    return session.inTime(() => session.client.modify(dn, new Change({ operation, modification })));
  };
  return {
    ...known,
    isUsable: () => session.isAlive() && performance.now() - lastUsed < LONGEST_IDLE_MS,
    hasServed: () => served,
    search: async (search) => {
      const entries = await session.at('search', () => searchOn(session, search, options));
      served = true;
      lastUsed = performance.now();
      return entries;
    },
    pages: (sought) => pagesOf(session, sought, options),
    handful: (sought) => handfulOf(session, sought, options),
    add: (dn, attribute, value) => change(dn, 'add', { attribute, value }),
    remove: (dn, attribute, value) => change(dn, 'delete', { attribute, value }),
    close: () => farewell(session),
  };
}

/** All pages of a search. The deadline around it holds for all of them together. */
async function searchOn(
  { client }: Session,
  { base, scope, filter, attributes, enough }: Search,
  { onRoundTrip, timeoutMs }: ConnectionOptions,
): Promise<readonly DirectoryEntry[]> {
  const entries: DirectoryEntry[] = [];
  const page = new PageControl(PAGE_SIZE);
  const question = { scope, filter, attributes: [...attributes], timeLimit: Math.ceil(timeoutMs / 1000) };
  do {
    onRoundTrip();
    const { searchEntries } = await client.search(
      base,
      { ...question, explicitBufferAttributes: ['objectGUID'] },
      scope === 'sub' ? page : [],
    );
    entries.push(...searchEntries.map(readEntry));
  } while (page.cookie.length > 0 && !enough?.(entries));
  return entries;
}

/** Says goodbye where somebody still listens, and closes in any case. */
async function farewell(session: Session): Promise<void> {
  if (session.isAlive()) await session.client.unbind().catch(() => undefined);
  session.destroy();
}
