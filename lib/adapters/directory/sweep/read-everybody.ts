import { EqualityFilter, type Filter, OrFilter, PresenceFilter } from 'ldapts';
import { DirectoryUnavailable } from '../../../errors.ts';
import type { Dialect } from '../../../migration/recipient.ts';
import type { Connection } from '../connection.ts';
import type { DirectoryEntry } from '../entry.ts';
import type { Sought } from '../pages.ts';
import { RECIPIENT_ATTRIBUTES } from '../recipient-entry.ts';
import { asSent } from '../sent-entry.ts';
import { inParts } from './in-parts.ts';
import { indexedAttributes } from './name-index.ts';
import { newSwept, type Swept } from './swept.ts';

const has = (attribute: string): Filter => new PresenceFilter({ attribute });
const isA = (value: string): Filter => new EqualityFilter({ attribute: 'objectClass', value });
const any = (...filters: Filter[]): Filter => new OrFilter({ filters });

/** Whatever can be a recipient (recipient-entry.ts), and as little else as a filter can say. */
const RECIPIENTS = {
  exchange55: any(
    ...['organizationalPerson', 'Remote-Address', 'custom-recipient', 'groupOfNames'].map(isA),
    ...['otherMailbox', 'mail', 'Target-Address'].map(has),
  ),
  // Computers come along: to a server that does not know that class, "no computer" is true of nobody.
  ad: any(...['user', 'inetOrgPerson', 'contact'].map(isA), ...['mail', 'mailNickname', 'proxyAddresses'].map(has)),
} as const satisfies Record<Dialect, Filter>;

/** All that a sweep asks for below a base. */
export const soughtBelow = (base: string, dialect: Dialect): Sought => ({
  base,
  filter: RECIPIENTS[dialect],
  attributes: [...new Set([...RECIPIENT_ATTRIBUTES[dialect], ...indexedAttributes(dialect)])],
});

type Where = { readonly base: string; readonly dialect: Dialect };

/** How far it is, and how many entries are kept as they came before all are packed. */
export type Reading = { readonly onProgress: (count: number) => void; readonly packAbove: number };

/** Everybody who was read, and a connection to ask the rest on: one that asks for no pages where they are refused. */
export type ReadOn = { readonly everybody: Swept; readonly connection: Pick<Connection, 'search'> };

/**
 * Every recipient below a base, read once: page by page, and from a server without pages in parts. `onProgress` is told
 * how many there are so far. Throws DirectoryUnavailable: never some of them.
 */
export async function readEverybody(
  connection: Connection,
  { base, dialect }: Where,
  reading: Reading,
): Promise<ReadOn> {
  const sought = soughtBelow(base, dialect);
  try {
    return { everybody: await gathered(connection.pages(sought), dialect, reading), connection };
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable) || !isLimit(error.code)) throw error;
    const parts = once(inParts(connection, sought, dialect), sought.attributes);
    return { everybody: await gathered(parts, dialect, reading), connection: withoutPages(connection) };
  }
}

const withoutPages = (connection: Connection): Pick<Connection, 'search'> => ({
  search: async (search) => {
    const { entries, whole } = await connection.handful(search);
    if (!whole) throw new DirectoryUnavailable('search-refused', connection.server.url, { code: 4 });
    return entries;
  },
});

/** sizeLimitExceeded; and what a server says that limits the pages of one search together (adminLimitExceeded). */
const isLimit = (code: number | undefined): boolean => code === 4 || code === 11;

async function gathered(
  pages: AsyncIterable<readonly Buffer[]>,
  dialect: Dialect,
  { onProgress, packAbove }: Reading,
): Promise<Swept> {
  const swept = newSwept(dialect, packAbove);
  for await (const entries of pages) {
    for (const entry of entries) swept.add(entry);
    onProgress(swept.count);
  }
  return swept;
}

/** Each entry of these once: what is asked for in parts comes more than once. */
async function* once(
  parts: AsyncIterable<readonly DirectoryEntry[]>,
  attributes: readonly string[],
): AsyncGenerator<readonly Buffer[]> {
  const seen = new Set<string>();
  for await (const entries of parts) {
    yield entries.filter(({ dn }) => !seen.has(dn)).map((entry) => asSent(entry, attributes));
    for (const { dn } of entries) seen.add(dn);
  }
}
