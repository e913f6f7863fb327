import { claimed, doneResult, lockOf, type Result } from '../../migration/attempt.ts';
import { ENDED, entryFor, type Proposal } from '../../migration/proposal.ts';
import type { Recipient } from '../../migration/recipient.ts';
import type { Holders, RowMove } from '../../ports.ts';
import { inPool } from '../../wave/plan/pool.ts';
import { rowOf } from '../../wave/plan/row.ts';
import { concluded, isToBeDone, type Page, type PlanDeps } from './page.ts';
import { asRow, elsewhereFor, NOT_SENT, notToBeGiven, notToBeWritten, seenOrNot } from './row-results.ts';
import { afterWrite, notReadAfterwards, proxyToWrite, type Said, unlessAway, write } from './writing.ts';

/** So many questions, and so many modifies, are under way on the one connection there is. */
export const AT_ONCE = 8;

/** Somebody about to be written, as the directory shows them. */
export type Ready = { readonly row: Proposal; readonly before: Recipient };

/** What the look right before the claim came to: who can be written, and what has ended already. */
export type Looked = { readonly ready: readonly Ready[]; readonly over: readonly RowMove[] };

/** Everybody who is to be taken up, as a proposal, with the newest that there is for the same recipient. */
async function candidates({ plan, number, members }: Page, { ledger }: PlanDeps) {
  const todo = members.filter(isToBeDone);
  const newest = await ledger.newestIds(todo.map(({ draft }) => draft.fix.dn));
  const known = newest.size > 0 ? await ledger.proposals([...newest.values()]) : new Map<string, Proposal>();
  return todo.map(({ draft, index, goes }) => {
    const follows = newest.get(draft.fix.dn);
    const row = rowOf(plan, draft, { place: { page: number, index, go: goes + 1 }, follows });
    return { row, newest: follows === undefined ? undefined : known.get(follows) };
  });
}

/** Everybody who holds one of these addresses, in one search. Taking a value away can make no duplicate. */
async function holdersOf(people: readonly Ready[], { directory }: PlanDeps): Promise<Holders | undefined> {
  const [first] = people;
  if (!first || first.row.fix.change === 'remove') return undefined;
  return directory.holders(
    people.map(({ row }) => row.fix.source),
    first.before,
  );
}

/** Looks right before the claim. Throws DirectoryUnavailable, and nothing has been written then. */
export async function lookAt(page: Page, deps: PlanDeps): Promise<Looked> {
  const all = await candidates(page, deps);
  const looked = await inPool(all, AT_ONCE, async ({ row, newest }) => {
    const before = await deps.directory.read(row.fix.dn);
    return { row, before, result: notToBeWritten(row, before, newest) };
  });
  const standing = looked.flatMap(({ row, before, result }) => (before && !result ? [{ row, before }] : []));
  const found = await holdersOf(standing, deps);
  const given = standing.map((one) => ({ ...one, result: notToBeGiven(one.row, one.before, found) }));
  const over = [...looked, ...given].flatMap(({ row, result }) => (result ? (concluded(row, result, deps) ?? []) : []));
  return { ready: given.flatMap(({ row, before, result }) => (result ? [] : [{ row, before }])), over };
}

function claimOf({ row }: Ready, { clock, jobId }: PlanDeps): RowMove {
  const at = clock.now();
  const next = claimed(row, at);
  const detail = `Taken up with the plan ${row.plan}.`;
  const entry = entryFor(next, { action: 'claimed', actor: null, jobId, at, detail });
  return { next, entry, lock: { take: lockOf(row.fix) } };
}

/** The address is another recipient's by a change of ours. */
async function heldBack({ row }: Ready, deps: PlanDeps): Promise<RowMove | undefined> {
  const holder = await deps.ledger.lockedBy(lockOf(row.fix));
  const other = holder === undefined ? undefined : await deps.ledger.proposal(holder);
  const gives = !other || !ENDED.has(other.state) ? 'gives' : other.state === 'applied' ? 'gave' : 'may have given';
  const whom = other ? `${other.fix.dn} (proposal ${other.id})` : 'another recipient';
  const detail = `migcheck ${gives} this address to ${whom}; servers may not show that yet.`;
  return concluded(row, { state: 'refused', outcome: { detail } }, deps);
}

/** Who was claimed, and who had ended before. `plan`: it moved, or a row did, and all of it is to be read again. */
export type Claims = { readonly claimed: readonly Ready[]; readonly over: readonly Proposal[] };

/** Claims everybody at once, or nobody. */
export async function claim(plan: Proposal, looked: Looked, deps: PlanDeps): Promise<Claims | 'overtaken'> {
  const { ready, over } = looked;
  const claims = ready.map((one) => ({ one, move: claimOf(one, deps) }));
  const moves = [...over, ...claims.map(({ move }) => move)];
  const written = await deps.ledger.moveRows(plan, moves);
  if (written === 'moved')
    return {
      claimed: claims.map(({ one, move }) => ({ ...one, row: move.next })),
      over: over.map(({ next }) => next),
    };
  const locked = written.by === 'lock' ? ready.find(({ row }) => row.id === written.id) : undefined;
  const instead = locked && (await heldBack(locked, deps));
  if (!locked || !instead) return 'overtaken';
  return claim(plan, { ready: ready.filter((one) => one !== locked), over: [...over, instead] }, deps);
}

type Written = Ready & ({ readonly see: Said } | { readonly result: Result });

/** One modify each, sent once. After the first that went wrong for everybody, no more are sent. */
async function writeAll(people: readonly Ready[], { directory }: PlanDeps): Promise<readonly Written[]> {
  let isStopped = false;
  return inPool(people, AT_ONCE, async (one): Promise<Written> => {
    if (isStopped) return { ...one, result: NOT_SENT };
    const after = afterWrite(await write(one.row, { before: one.before, proxy: proxyToWrite(one.row) }, directory));
    if ('see' in after) return { ...one, see: after.see };
    const result = asRow(after.result);
    isStopped ||= !('putOff' in result) && result.outcome.stops === true;
    return { ...one, result };
  });
}

/** Looks again after the write; nothing is called applied that was not seen. */
async function seenAll(written: readonly Written[], deps: PlanDeps): Promise<readonly (Ready & { result: Result })[]> {
  const { directory } = deps;
  const read = await inPool(written, AT_ONCE, async (one) => {
    if (!('see' in one)) return one;
    const recipient = await unlessAway(() => directory.read(one.row.fix.dn).then((found) => ({ found })));
    if ('putOff' in recipient) return { ...one, result: asRow(notReadAfterwards(one.see.said)) };
    const result = seenOrNot(one.row, one.see, recipient.found);
    return result ? { ...one, result } : { ...one, recipient: recipient.found };
  });
  const there = read.flatMap((one) => ('recipient' in one && one.recipient ? [one] : []));
  const found = await unlessAway(async () => ({ holders: await holdersOf(there, deps) }));
  return read.map((one) => {
    if ('result' in one) return one;
    if ('putOff' in found || !one.recipient) return { ...one, result: asRow(notReadAfterwards(one.see.said)) };
    const done = { ...one.see, recipient: one.recipient };
    return { ...one, result: doneResult(one.row, done, elsewhereFor(one.row, found.holders)) };
  });
}

/** Writes everybody who was claimed, and looks again. What came of it, still to be written down. */
export async function writeClaimed(people: readonly Ready[], deps: PlanDeps): Promise<readonly RowMove[]> {
  const seen = await seenAll(await writeAll(people, deps), deps);
  return seen.flatMap(({ row, result }) => concluded(row, result, deps) ?? []);
}
