import { announceJob, applyJob, progressJob } from '../../job.ts';
import { afterAttempt } from '../../migration/attempt.ts';
import type { AuditAction } from '../../migration/audit.ts';
import { approvalIsOver, entryFor, isUntold, type Progress, type Proposal } from '../../migration/proposal.ts';
import { begunPlan, donePlan, stoppedPlan } from '../../wave/plan/plan.ts';
import { NO_PROGRESS, withRows } from '../../wave/plan/progress.ts';
import { doneSays, stoppedSays } from '../../wave/plan/words.ts';
import { type Page, type PlanDeps, rowsOn } from './page.ts';
import { workOn } from './work-on.ts';

type Deps = PlanDeps & { readonly policy: { readonly applyWithin: number } };

/** Milliseconds that a page may take at the worst: every server as slow as we wait for it. */
const ENOUGH_FOR_A_PAGE = 60_000;
/** Cards are changed no oftener, in milliseconds. */
const TOLD_EVERY = 3_000;
/** Somebody moves something under our hands so often at the most; after that it is left to the queue. */
const MOST_TRIES = 20;

/** Writes how the plan now stands, with its record, and has it told; as it then is. */
async function move(next: Proposal, action: AuditAction, { ledger, queue, clock, jobId }: Deps): Promise<Proposal> {
  const entry = entryFor(next, { action, actor: null, jobId, at: clock.now() });
  if ((await ledger.move(next, entry)) === 'moved') {
    await queue.send('talk', announceJob(next, jobId));
    return next;
  }
  return (await ledger.proposal(next.id)) ?? next;
}

/** What went wrong for everybody: the plan stops, and says whom it has not touched. */
function stop(page: Page, why: Pick<NonNullable<Proposal['outcome']>, 'detail' | 'ldap'>, deps: Deps) {
  const { plan } = page;
  const progress = withRows(plan.progress ?? NO_PROGRESS, rowsOn(page));
  const detail = stoppedSays(plan, progress, why.detail ?? '');
  return move(stoppedPlan(plan, deps.clock.now(), { ...why, detail }), 'failed', deps);
}

/** A directory that cannot be asked before anybody was taken up is asked again later, as for any change. */
function away(page: Page, why: string, deps: Deps) {
  const isFirst = page.number === 0 && rowsOn(page).length === 0;
  if (!isFirst) return stop(page, { detail: why }, deps);
  return move(afterAttempt(page.plan, { putOff: why }, deps.clock.now()), 'put-off', deps);
}

function stopFor(page: Page, { recipientName, outcome }: Proposal, deps: Deps) {
  const { ldap, detail = '' } = outcome ?? {};
  return stop(page, { detail: `Stopped at ${recipientName}: ${detail}`, ...(ldap ? { ldap } : {}) }, deps);
}

/** Has the cards changed, the first two times, which are the trial, and then every few seconds. */
function telling({ queue, jobId }: Deps) {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async ({ id }: Proposal, { pages }: Progress): Promise<void> => {
    if (pages > 2 && performance.now() - toldAt < TOLD_EVERY) return;
    toldAt = performance.now();
    await queue.send('talk', progressJob(id, `${pages}:${jobId}`));
  };
}

/** One page after the other, until there are no more, something is in the way, or the worker's time is over. */
async function carryOn(begun: Proposal, deps: Deps): Promise<void> {
  const { ledger, queue, clock } = deps;
  const tell = telling(deps);
  let plan = begun;
  for (let tries = 0; plan.state === 'applying' && tries < MOST_TRIES; ) {
    const progress = plan.progress ?? NO_PROGRESS;
    if (progress.pages >= (plan.people?.pages ?? 0)) {
      plan = await move(donePlan(plan, clock.now(), doneSays(progress)), 'applied', deps);
      continue;
    }
    if (deps.left() < ENOUGH_FOR_A_PAGE) return queue.send(...applyJob(plan, `${progress.pages}:${clock.now()}`));
    const came = await workOn(plan, deps);
    if (came.kind === 'waits') return queue.send('talk', progressJob(plan.id, `waits:${deps.jobId}`));
    if (came.kind === 'ended') {
      plan = { ...plan, progress: came.progress };
      tries = 0;
      await tell(plan, came.progress);
    } else if (came.kind === 'stops') plan = await stopFor(came.page, came.by, deps);
    else if (came.kind === 'away') plan = await away(came.page, came.why, deps);
    else {
      tries += 1;
      plan = (await ledger.proposal(plan.id)) ?? plan;
    }
  }
  if (plan.state === 'applying') throw new Error(`The plan ${plan.id} is moved by others all the time`);
}

/** An approved plan: safe to call at any time, after whatever interruption. It goes on where it was. */
export async function applyPlan(plan: Proposal, deps: Deps): Promise<void> {
  if (plan.state === 'applying') return carryOn(plan, deps);
  const now = deps.clock.now();
  if (plan.state === 'approved' && !approvalIsOver(plan, now, deps.policy.applyWithin)) {
    return carryOn(await move(begunPlan(plan, now), 'claimed', deps), deps);
  }
  // A copy of the job after the work was done: it may have been interrupted before it was told.
  if (isUntold(plan)) await deps.queue.send('talk', announceJob(plan, deps.jobId));
}
