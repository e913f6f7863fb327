import type { Progress, Proposal } from '../../migration/proposal.ts';
import type { RowMove } from '../../ports.ts';
import { afterPage, NO_PROGRESS } from '../../wave/plan/progress.ts';
import { isUnsettled, stopsPlan } from '../../wave/plan/row.ts';
import { hasEnded, isToBeDone, type Page, type PlanDeps, readPage, rowsOn, withMoved } from './page.ts';
import { settled } from './settle-rows.ts';
import { claim, lookAt, writeClaimed } from './take-up.ts';
import { unlessAway } from './writing.ts';

/** What working on a page came to. `again`: something moved meanwhile, and all of it is to be read once more. */
export type Came =
  | { readonly kind: 'ended'; readonly progress: Progress }
  | { readonly kind: 'waits' | 'again' }
  | { readonly kind: 'stops'; readonly page: Page; readonly by: Proposal }
  | { readonly kind: 'away'; readonly page: Page; readonly why: string };

const AGAIN = { kind: 'again' } as const;

/** How far the plan has come with this page, if all on it have ended and nothing stops the plan. */
function progressWith(page: Page): Progress | undefined {
  if (!hasEnded(page) || stopperOn(page)) return undefined;
  return afterPage(page.plan.progress ?? NO_PROGRESS, rowsOn(page));
}

/** Writes down what came of rows; with the progress, where with them the page has ended. */
async function record(page: Page, moves: readonly RowMove[], deps: PlanDeps): Promise<Page | typeof AGAIN> {
  if (moves.length === 0) return page;
  const rows = moves.map(({ next }) => next);
  const next = withMoved(page, rows);
  const progress = progressWith(next);
  const written = await deps.ledger.moveRows(page.plan, moves, progress);
  if (written === 'moved') return progress ? { ...next, isNoted: true } : next;
  if (written.by !== 'lock') return AGAIN;
  // A lock that somebody else holds by now is not ours to give back.
  const unlocked = moves.map((move) => (move.next.id === written.id ? { ...move, lock: undefined } : move));
  return record(page, unlocked, deps);
}

/** What was interrupted before is read, and never written again. */
async function settleRows(page: Page, deps: PlanDeps): Promise<Page | Came> {
  const moves = await unlessAway(() => settled(page, deps));
  return 'putOff' in moves ? { kind: 'away', page, why: moves.putOff } : record(page, moves, deps);
}

/** Takes up everybody on the page who is not yet: look → claim → one modify each → look again → record. */
async function takeUp(page: Page, deps: PlanDeps): Promise<Page | Came> {
  const looked = await unlessAway(() => lookAt(page, deps));
  if ('putOff' in looked) return { kind: 'away', page, why: looked.putOff };
  const claims = await claim(page.plan, looked, deps);
  if (claims === 'overtaken') return AGAIN;
  const taken = withMoved(page, [...claims.over, ...claims.claimed.map(({ row }) => row)]);
  return record(taken, await writeClaimed(claims.claimed, deps), deps);
}

/** Somebody who stops the plan, and is not taken up once more. */
const stopperOn = ({ members }: Page): Proposal | undefined =>
  members.find((one) => one.row && stopsPlan(one.row) && !isToBeDone(one))?.row;

const waits = (page: Page): boolean => rowsOn(page).some(isUnsettled);

/** What the rows say as they now stand; only what waits for nothing and stops nothing lets the plan go on. */
async function judged(page: Page, { ledger }: PlanDeps): Promise<Came> {
  const by = stopperOn(page);
  if (by) return { kind: 'stops', page, by };
  if (waits(page)) return { kind: 'waits' };
  const progress = progressWith(page);
  if (!progress) return AGAIN;
  if (!page.isNoted) await ledger.noteProgress(page.plan, progress);
  return { kind: 'ended', progress };
}

const isPage = (one: Page | Came): one is Page => 'members' in one;

/** Brings the page on which the plan stands as far as it comes now. */
export async function workOn(plan: Proposal, deps: PlanDeps): Promise<Came> {
  const read = await readPage(plan, plan.progress?.pages ?? 0, deps);
  const known = waits(read) ? await settleRows(read, deps) : read;
  if (!isPage(known)) return known;
  const isReady = known.members.some(isToBeDone) && !waits(known) && !stopperOn(known);
  const done = isReady ? await takeUp(known, deps) : known;
  return isPage(done) ? judged(done, deps) : done;
}
