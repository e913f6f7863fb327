import { sentence } from '../../cards/replies.ts';
import { answerTo, type JobOf } from '../../job.ts';
import { type Draft, undoDraft } from '../../migration/draft.ts';
import { ofUndo } from '../../migration/people.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Recipient } from '../../migration/recipient.ts';
import { isChangeOf, NO_UNDO, type NoUndo, whyNoUndo } from '../../migration/undo.ts';
import type { Clock, Directory, Holders, Ledger, Queue } from '../../ports.ts';
import { takenOn } from '../../wave/plan/goes.ts';
import { othersHolding } from '../../wave/plan/holders.ts';
import { pagesOf, plannable } from '../../wave/plan/people.ts';
import { inPool } from '../../wave/plan/pool.ts';
import { isUnsettled } from '../../wave/plan/row.ts';

type Deps = { directory: Directory; ledger: Ledger; queue: Queue; clock: Clock };
/** Finds the newest change of the same value on the same object, where it is not the newest proposal. */
export type LastChange = (done: Proposal) => Promise<Proposal | undefined>;
type Parts = Deps & { readonly lastChange: LastChange };

/** So many questions are under way on the one connection there is. */
const AT_ONCE = 8;

/** Somebody whose change is to be taken back, as the directory shows them, or why it cannot be. */
type Judged = { readonly done: Proposal; readonly recipient?: Recipient; readonly why?: NoUndo };

/** Everybody on a page of whom something is on record, as they were taken up last. */
async function rowsOn(plan: Proposal, page: number, { ledger }: Deps): Promise<readonly Proposal[]> {
  const { length: count } = await ledger.people(plan.fix.identity, page);
  return (await takenOn(plan, { page, count }, ledger.proposals)).flatMap(({ row }) => row ?? []);
}

async function judged(done: Proposal, newest: Proposal | undefined, parts: Parts): Promise<Judged> {
  if (isUnsettled(done)) return { done, why: 'under-way' };
  const recipient = await parts.directory.read(done.fix.dn);
  const last = newest && isChangeOf(newest, done) ? newest : await parts.lastChange(done);
  const why = whyNoUndo({ done, last, recipient });
  return { done, ...(recipient ? { recipient } : {}), ...(why ? { why } : {}) };
}

/** A value that is put back is given away a second time: nobody else may hold it by now. */
function notBack(one: Judged, found: Holders | undefined): Judged {
  if (one.why || !found) return one;
  if (othersHolding(one.done.fix, found.recipients).length > 0) return { ...one, why: 'held-elsewhere' };
  return found.coverage === 'proven' ? one : { ...one, why: 'cannot-be-seen' };
}

async function judgedOn(plan: Proposal, page: number, parts: Parts): Promise<readonly Judged[]> {
  const { ledger, directory } = parts;
  const rows = (await rowsOn(plan, page, parts)).filter((row) => row.state === 'applied' || isUnsettled(row));
  const ids = await ledger.newestIds(rows.map(({ fix }) => fix.dn));
  const newest = await ledger.proposals([...ids.values()]);
  const all = await inPool(rows, AT_ONCE, (row) => judged(row, newest.get(ids.get(row.fix.dn) ?? ''), parts));
  const back = all.filter(({ done, why }) => done.fix.change === 'remove' && !why);
  const witness = back[0]?.recipient;
  const sources = back.map(({ done }) => done.fix.source);
  const found = witness ? await directory.holders(sources, witness) : undefined;
  return all.map((one) => notBack(one, found));
}

async function judgedAll(plan: Proposal, parts: Parts): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  for (let page = 0; page < (plan.people?.pages ?? 0); page += 1) all.push(...(await judgedOn(plan, page, parts)));
  return all;
}

/** As many are named of those who are left out for one reason. */
const NAMED = 5;

/** Who is not taken back, and why. */
function leftOutSays(all: readonly Judged[]): string {
  const groups = Map.groupBy(
    all.flatMap(({ done, why }) => (why ? [{ name: done.recipientName, why }] : [])),
    ({ why }) => why,
  );
  return [...groups]
    .map(([why, people]) => {
      const names = people.slice(0, NAMED).map(({ name }) => name.slice(0, 60));
      const more = people.length > NAMED ? ` and ${people.length - NAMED} more` : '';
      return `Left out: ${names.join(', ')}${more}. ${NO_UNDO[why]}`;
    })
    .join(' ');
}

const whyNotNow = ({ state, claimedAt }: Proposal): NoUndo | undefined => {
  if (['open', 'approved', 'applying'].includes(state)) return 'under-way';
  return claimedAt === undefined ? 'never-written' : undefined;
};

/** Looks whose changes of a plan can be taken back, exactly, and has that proposed as a plan of its own. */
export async function proposeUndoOfPlan(job: JobOf<'undo'>, plan: Proposal, parts: Parts): Promise<void> {
  const { ledger, queue, clock } = parts;
  const say = (text: string) => queue.send('talk', answerTo(job, sentence(text)));
  const not = whyNotNow(plan);
  if (not) return say(NO_UNDO[not]);
  const all = await judgedAll(plan, parts);
  const drafts = all.flatMap(({ done, recipient, why }): Draft[] =>
    recipient && !why ? [undoDraft(done, recipient, clock.now())] : [],
  );
  const leftOut = leftOutSays(all);
  const { people } = plannable(drafts);
  if (people.length === 0) return say(`${leftOut} ${NO_UNDO['nothing-done']}`.trim());
  const pages = pagesOf(people);
  const list = await ledger.savePeople(pages);
  const { kind: _, who: __, proposalId: ___, id, ...asked } = job;
  const open = { ...asked, id: `${id}:open`, admitted: true, proposalId: id, list, pages: pages.length };
  const undoes = { proposalId: plan.id, askedBy: plan.askedBy };
  const of = ofUndo(plan.id);
  return queue.send('talk', { kind: 'open-plan', ...open, of, undoes, ...(leftOut ? { leftOut } : {}) });
}
