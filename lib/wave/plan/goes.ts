import type { Proposal } from '../../migration/proposal.ts';
import { isToBeTakenUp, MOST_GOES, rowId } from './row.ts';

/** As what somebody was taken up last, if they were, and how many times. */
export type Taken = { readonly row?: Proposal; readonly goes: number };

type Read = (ids: readonly string[]) => Promise<ReadonlyMap<string, Proposal>>;

const GOES = Array.from({ length: MOST_GOES }, (_, go) => go + 1);

/** What became of everybody on a page of so many, in its order. Who was taken up more than once is asked for again. */
export async function takenOn(plan: Proposal, on: { page: number; count: number }, read: Read): Promise<Taken[]> {
  const everybody = Array.from({ length: on.count }, (_, index) =>
    GOES.map((go) => rowId(plan.id, { page: on.page, index, go })),
  );
  const first = await read(everybody.flatMap(([id = '']) => id));
  const again = everybody.flatMap(([id = '', ...more]) => (isOverAgain(first.get(id)) ? more : []));
  const later = again.length > 0 ? await read(again) : first;
  return everybody.map((ids) => {
    const rows = ids.flatMap((id) => first.get(id) ?? later.get(id) ?? []);
    const row = rows.at(-1);
    return { goes: rows.length, ...(row ? { row } : {}) };
  });
}

const isOverAgain = (row: Proposal | undefined): boolean => row !== undefined && isToBeTakenUp(row, 1);
