import { AndFilter, type Filter, NotFilter, SubstringFilter } from 'ldapts';
import { DirectoryUnavailable } from '../../../errors.ts';
import type { Dialect } from '../../../migration/recipient.ts';
import type { Connection } from '../connection.ts';
import type { DirectoryEntry } from '../entry.ts';
import { folded } from '../fold.ts';
import type { Sought } from '../pages.ts';

/** Names by whose beginnings recipients are told apart; the next one where many share a value of the one before. */
const NAMED_BY = {
  exchange55: ['cn', 'uid', 'mail', 'rdn'],
  ad: ['cn', 'mailNickname', 'sAMAccountName', 'mail', 'displayName'],
} as const satisfies Record<Dialect, readonly string[]>;

type Ask = (filter: Filter) => ReturnType<Connection['handful']>;

/** Everything that meets `filter`, to be told apart by the names from `depth` on. */
type Part = { readonly filter: Filter; readonly names: readonly string[]; readonly prefix: string };

const begins = (attribute: string, initial: string): Filter => new SubstringFilter({ attribute, initial });
const both = (...filters: Filter[]): Filter => new AndFilter({ filters });
const not = (filter: Filter): Filter => new NotFilter({ filter });

/**
 * Everything below a base, from a server that hands out a hundred entries and knows no pages (domain.md 2.4): where
 * there are more, they are asked for by the beginnings of their names, as the entries that did come show them. What is
 * left is asked for again without those, until the server says that this is all. Some entries come more than once.
 * Throws DirectoryUnavailable where that leads nowhere: never some of them.
 */
export async function* inParts(
  connection: Pick<Connection, 'handful' | 'server'>,
  sought: Sought,
  dialect: Dialect,
): AsyncGenerator<readonly DirectoryEntry[]> {
  const ask: Ask = (filter) => connection.handful({ ...sought, filter });
  const tooMany = new DirectoryUnavailable('search-refused', connection.server.url, { code: 4 });
  yield* part({ filter: sought.filter, names: NAMED_BY[dialect], prefix: '' }, ask, tooMany);
}

async function* part(
  { filter, names, prefix }: Part,
  ask: Ask,
  tooMany: DirectoryUnavailable,
): AsyncGenerator<readonly DirectoryEntry[]> {
  const [name, ...otherNames] = names;
  if (name === undefined) throw tooMany;
  let left = prefix === '' ? filter : both(filter, begins(name, prefix));
  for (;;) {
    const { entries, whole } = await ask(left);
    yield entries;
    if (whole) return;
    const beginnings = beginningsIn(entries, name, prefix);
    if (beginnings.size === 0) return yield* part({ filter: left, names: otherNames, prefix: '' }, ask, tooMany);
    for (const [longer, example] of beginnings) {
      const inside = part({ filter, names, prefix: longer }, ask, tooMany);
      yield* mustBringBack(example, inside, tooMany);
      left = both(left, not(begins(name, longer)));
    }
  }
}

/** A server that does not search beginnings of this attribute finds nobody by them, and says so to nobody. */
async function* mustBringBack(
  example: DirectoryEntry,
  parts: AsyncIterable<readonly DirectoryEntry[]>,
  otherwise: DirectoryUnavailable,
): AsyncGenerator<readonly DirectoryEntry[]> {
  let isBack = false;
  for await (const entries of parts) {
    isBack ||= entries.some(({ dn }) => dn === example.dn);
    yield entries;
  }
  if (!isBack) throw otherwise;
}

/** The values that go on behind the prefix, by their next letter, each with an entry that shows it. */
function beginningsIn(entries: readonly DirectoryEntry[], name: string, prefix: string): Map<string, DirectoryEntry> {
  const found = new Map<string, DirectoryEntry>();
  for (const entry of entries)
    for (const value of entry.all(name).map(folded)) {
      const longer = value.startsWith(prefix) ? oneLetterMore(value, prefix) : undefined;
      if (longer !== undefined && !found.has(longer)) found.set(longer, entry);
    }
  return found;
}

/** The prefix with the next letter; with the one behind it as well where it is a blank, which may not count at an end. */
function oneLetterMore(value: string, prefix: string): string | undefined {
  const [next = '', second = ''] = value.slice(prefix.length);
  if (next === '') return undefined;
  return prefix + (next === ' ' ? next + second : next);
}
