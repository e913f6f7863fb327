import type { Filter, SearchOptions } from 'ldapts';
import { type DirectoryEntry, readEntry } from './entry.ts';
import { resultCodeIn } from './result-codes.ts';
import type { Session } from './session.ts';
import { UndecodedPages } from './undecoded.ts';

/** What is sought in the whole tree below `base`. */
export type Sought = {
  readonly base: string;
  readonly filter: Filter;
  readonly attributes: readonly string[];
};

/** `whole` when there are no more than these. */
export type Handful = { readonly entries: readonly DirectoryEntry[]; readonly whole: boolean };

type Terms = { readonly timeoutMs: number; readonly onRoundTrip: () => void };

/** As large as servers allow unless told otherwise (Active Directory: MaxPageSize); one that allows less sends less. */
const PAGE_SIZE = 1000;
const SIZE_LIMIT_EXCEEDED = 4;
/** More than any server hands out at once: with a limit of its own, ldapts keeps what came before the server's. */
const NO_LIMIT = 2 ** 31 - 1;

const optionsFor = ({ filter, attributes }: Sought, { timeoutMs }: Terms): SearchOptions => ({
  scope: 'sub',
  filter,
  attributes: [...attributes],
  explicitBufferAttributes: ['objectGUID'],
  timeLimit: Math.ceil(timeoutMs / 1000),
});

/**
 * All pages of a search as they come, entries as they were sent. The next page is asked for before this one is looked
 * at, so that server and client work at the same time.
 */
export async function* pagesOf(session: Session, sought: Sought, terms: Terms): AsyncGenerator<readonly Buffer[]> {
  const pages = new UndecodedPages(PAGE_SIZE);
  const ask = () => {
    terms.onRoundTrip();
    const answer = session.at('search', () => session.client.search(sought.base, optionsFor(sought, terms), pages));
    // It may fail while the page before it is still being looked at; whoever waits for it finds out.
    answer.catch(() => undefined);
    return answer;
  };
  for (let next: ReturnType<typeof ask> | undefined = ask(); next; ) {
    await next;
    const entries = pages.take();
    next = pages.cookie.length > 0 ? ask() : undefined;
    yield entries;
  }
}

/** One search without pages; where the server has more than it hands out, it is asked a second time for what it has. */
export function handfulOf(session: Session, sought: Sought, terms: Terms): Promise<Handful> {
  const ask = async (limit: Pick<SearchOptions, 'sizeLimit'>): Promise<readonly DirectoryEntry[]> => {
    terms.onRoundTrip();
    const options = { ...optionsFor(sought, terms), ...limit };
    const { searchEntries } = await session.client.search(sought.base, options);
    return searchEntries.map(readEntry);
  };
  return session.at('search', async () => {
    try {
      return { entries: await ask({}), whole: true };
    } catch (error) {
      if (resultCodeIn(error) !== SIZE_LIMIT_EXCEEDED) throw error;
      return { entries: await ask({ sizeLimit: NO_LIMIT }), whole: false };
    }
  });
}
