import { openChat } from '../lib/adapters/chat/chat.ts';
import { systemClock } from '../lib/adapters/clock.ts';
import { openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { logHead } from '../lib/adapters/head-log.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { ledgerPlace, optional, policy, queuePlace, required } from '../lib/adapters/settings.ts';
import { type Answer, worker } from '../lib/adapters/worker.ts';
import { sentence } from '../lib/cards/replies.ts';
import { SlackBusy, SlackRefused } from '../lib/errors.ts';
import { refusalOf } from '../lib/flows/admit.ts';
import { announceProposal, refreshProposal, showProgress } from '../lib/flows/announce.ts';
import { decideProposal } from '../lib/flows/decide.ts';
import { askHowItIs, collectReports } from '../lib/flows/doctor.ts';
import { explainAsked } from '../lib/flows/explain.ts';
import { openPlan } from '../lib/flows/open-proposal/plan.ts';
import { openProposal } from '../lib/flows/open-proposal.ts';
import { showPending } from '../lib/flows/pending.ts';
import { resolveMention } from '../lib/flows/resolve-mention.ts';
import { shareCheck } from '../lib/flows/share.ts';
import { cancelWave, showWave } from '../lib/flows/show-wave.ts';
import { takeWave } from '../lib/flows/take-wave.ts';
import { tellAnswer } from '../lib/flows/tell.ts';
import { type Job, messageKey } from '../lib/job.ts';
import type { Addressee } from '../lib/ports.ts';
import { lookFromTalk } from './doctor/talk.ts';

/** All that talk works with: Slack, the ledger and the queues; it knows no directory. */
const opened = whileCurrent(openSecrets(['SLACK_BOT_TOKEN']), async (environment) => {
  const apiUrl = optional(environment, 'SLACK_API_URL');
  return {
    chat: openChat({ token: required(environment, 'SLACK_BOT_TOKEN'), ...(apiUrl ? { apiUrl } : {}) }),
    ledger: openLedger(ledgerPlace(environment), systemClock, logHead),
    queue: openQueue(queuePlace(environment)),
    clock: systemClock,
    policy: policy(environment),
  };
});

type Deps = Awaited<ReturnType<typeof opened>>;

/** Slack and SQS deliver twice; what was done once is not done again. What was told stands on the proposal itself. */
async function once(job: Job): Promise<void> {
  const deps = await opened();
  if (job.kind === 'announce') return announceProposal(job, deps);
  if (await deps.ledger.isDone(job.id)) return;
  const key = keyOf(job);
  return key ? alone(key, job, deps) : toTheEnd(job, deps);
}

async function toTheEnd(job: Job, deps: Deps): Promise<void> {
  await ifAdmitted(job, deps);
  await deps.ledger.markDone(job.id);
}

/**
 * One message in Slack comes as several events at the same moment, several people ask about it, and SQS hands over an
 * answer twice; a post has no key of its own that would make two of them one.
 */
function keyOf(job: Job): string | undefined {
  switch (job.kind) {
    case 'explain':
      return messageKey(job) ?? job.id;
    case 'show-wave':
    case 'cancel-wave':
      return `wave:${job.waveId}`;
    case 'doctor-report':
      return `${job.doctor}:collecting`;
    case 'tell':
    case 'wave':
      return job.id;
    default:
      return undefined;
  }
}

/** Seconds after which a job comes again that found another at work for the same key. */
const COMES_AGAIN = 3;

/** A copy that finds the first at work comes again, and then finds it done. */
async function alone(key: string, job: Job, deps: Deps): Promise<void> {
  const { ledger, queue } = deps;
  const hold = await ledger.take(key);
  if (!hold) return queue.send('talk', job, { delaySeconds: COMES_AGAIN });
  try {
    // The first may have ended between our look and our turn.
    if (!(await ledger.isDone(job.id))) await toTheEnd(job, deps);
  } finally {
    await ledger.giveBack(key, hold);
  }
}

/** What whoever decides does, and whoever looks how a proposal stands: nothing of the directory is asked for by it. */
const DECIDING: ReadonlySet<Job['kind']> = new Set(['decide', 'refresh', 'pending', 'doctor']);

/** Deciding is open to whoever may decide; everything else is asking. What nobody asked for needs no leave. */
async function ifAdmitted(job: Job, deps: Deps): Promise<void> {
  if (!('replyTo' in job) || (job.kind === 'explain' && job.asked === 'unasked')) return doneBy(job, deps);
  const refusal = await refusalOf(job, deps, DECIDING.has(job.kind) ? 'decides' : 'asks');
  if (refusal) return deps.chat.answer({ user: job.by.user, replyTo: job.replyTo }, refusal);
  return doneBy({ ...job, admitted: true }, deps);
}

function doneBy(job: Job, deps: Deps): Promise<void> {
  switch (job.kind) {
    case 'tell':
      return tellAnswer(job, deps);
    case 'explain':
      return explainAsked(job, deps);
    case 'examine':
    case 'history':
    case 'undo':
      return resolveMention(job, deps);
    case 'examine-again':
    case 'propose':
      return deps.queue.send('checks', job);
    case 'share':
      return shareCheck(job, deps);
    case 'open':
      return openProposal(job, deps);
    case 'plan':
      return deps.queue.send('waves', job);
    case 'open-plan':
      return openPlan(job, deps);
    case 'progress':
      return showProgress(job, deps);
    case 'decide':
      return decideProposal(job, deps);
    case 'refresh':
      return refreshProposal(job, deps);
    case 'pending':
      return showPending(job, deps);
    case 'announce':
      return announceProposal(job, deps);
    case 'wave':
      return takeWave(job, deps);
    case 'show-wave':
      return showWave(job, deps);
    case 'cancel-wave':
      return cancelWave(job, deps);
    case 'doctor':
      return askHowItIs(job, { ...deps, look: lookFromTalk });
    case 'doctor-report':
      return collectReports(job, deps);
    default:
      throw new Error(`talk does not do ${job.kind}`);
  }
}

/** The longest that SQS delays a message, in seconds. */
const LONGEST_DELAY = 900;

/** What somebody is told whose job could not be finished, where something may have come of it, or of another before it. */
const LEFT_UNSAID: Partial<Record<Job['kind'], string>> = {
  decide: 'Whether it was decided: /migcheck history NAME.',
  refresh: 'The card may not be up to date.',
  wave: 'If its message stands in Slack already, the answer still comes.',
  tell: 'The answer was ready, and could not be shown. Ask again.',
};

/** Whom a job is for, and how to reach them; what is told to everybody is for nobody alone. */
function askerOf(job: Job): Addressee | undefined {
  if (job.kind === 'tell') return job.to;
  return 'replyTo' in job ? { user: job.by.user, replyTo: job.replyTo } : undefined;
}

/** Slack's wish to wait is met by a delayed message, not by sleeping; a last attempt that fails is told. */
const answer: Answer = async (job, error, lastAttempt) => {
  const { chat, ledger, queue } = await opened();
  if (error instanceof SlackBusy) {
    await queue.send('talk', job, { delaySeconds: Math.min(Math.max(error.seconds, 1), LONGEST_DELAY) });
    return 'answered';
  }
  // The sweep has it told as soon as Slack lets us.
  if ((job.kind === 'announce' || job.kind === 'progress') && lastAttempt) return 'answered';
  // Nobody asked, so nobody is told that there is no answer.
  if (job.kind === 'explain' && job.asked === 'unasked') return undefined;
  const asker = askerOf(job);
  if (!asker || (!(error instanceof SlackRefused) && !lastAttempt)) return undefined;
  const why = error instanceof SlackRefused ? `Slack refused it (${error.reason}).` : 'It failed several times.';
  // A decision stands from the moment it is on record, whatever Slack makes of the card afterwards.
  const what = LEFT_UNSAID[job.kind] ?? 'Nothing was written.';
  const card = sentence(`That could not be finished. ${why} ${what} Job ${job.id}.`);
  await chat.answer({ ...asker, replyTo: { ...asker.replyTo, replace: false } }, card);
  await ledger.markDone(job.id);
  return 'answered';
};

/** Queue "talk": decides, tells, looks up people. The only function that speaks to Slack. */
export const handler = worker(once, answer);
