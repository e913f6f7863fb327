import { systemClock } from '../lib/adapters/clock.ts';
import { openDirectory } from '../lib/adapters/directory/directory.ts';
import { lazily, openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { assumptions, directorySettings, ledgerPlace, policy, queuePlace } from '../lib/adapters/settings.ts';
import { type Answer, worker } from '../lib/adapters/worker.ts';
import type { Card } from '../lib/cards/card.ts';
import { misconfiguredCard, sentence, troubleCard } from '../lib/cards/replies.ts';
import { DirectoryUnavailable, Misconfigured } from '../lib/errors.ts';
import { refusalOf } from '../lib/flows/admit.ts';
import { reportHowItIs } from '../lib/flows/doctor.ts';
import { examineAgain, examineRecipient, proposeFromCheck } from '../lib/flows/examine.ts';
import { showHistory } from '../lib/flows/history.ts';
import { proposeUndo } from '../lib/flows/undo.ts';
import { answerTo, type Job, type JobOf } from '../lib/job.ts';
import { directoryFindings } from './doctor/directory.ts';
import { reachFindings } from './doctor/from-the-subnet.ts';

/** Apart from the rest, so that a setting that is wrong can still be told. */
const queue = lazily(async () => openQueue(queuePlace(process.env)));

const secrets = openSecrets(['LDAP_BIND_PASSWORD']);
const passwordAgain = async () => (await secrets.again()).LDAP_BIND_PASSWORD;

const opened = whileCurrent(secrets, async (environment) => {
  return {
    directory: openDirectory({ ...directorySettings(environment, 'read'), passwordAgain }),
    ledger: openLedger(ledgerPlace(environment), systemClock),
    queue: await queue(),
    clock: systemClock,
    assumptions: assumptions(environment),
    policy: policy(environment),
  };
});

/** Before anything is opened, since what cannot be opened is what is to be told. */
const look = async (job: JobOf<'doctor'>): Promise<void> =>
  reportHowItIs(
    job,
    { from: 'check', through: 'checks' },
    {
      queue: await queue(),
      clock: systemClock,
      // Beside each other: one after the other two silences would take longer than a function has.
      look: async () =>
        (await Promise.all([reachFindings(process.env, 'check'), directoryFindings(process.env, 'read')])).flat(),
    },
  );

async function run(job: Job): Promise<void> {
  if (job.kind === 'doctor') return look(job);
  const deps = await opened();
  const refusal = 'replyTo' in job ? await refusalOf(job, deps, 'asks') : undefined;
  if (refusal && 'replyTo' in job) return deps.queue.send('talk', answerTo(job, refusal));
  switch (job.kind) {
    case 'examine':
      return examineRecipient(job, deps);
    case 'examine-again':
      return examineAgain(job, deps);
    case 'propose':
      return proposeFromCheck(job, deps);
    case 'undo':
      return proposeUndo(job, deps);
    case 'history':
      return showHistory(job, deps);
    default:
      throw new Error(`check does not do ${job.kind}`);
  }
}

function cardFor(error: unknown, jobId: string): Card | undefined {
  if (error instanceof DirectoryUnavailable) return troubleCard(error.trouble, error.server, jobId);
  return error instanceof Misconfigured ? misconfiguredCard(error.message, jobId) : undefined;
}

/** A directory that cannot be asked is told at once; a person asks again sooner than a queue would. */
const answer: Answer = async (job, error, lastAttempt) => {
  if (!('replyTo' in job)) return undefined;
  const after = `That could not be answered, after several tries. Nothing was changed. Job ${job.id}.`;
  const card = cardFor(error, job.id) ?? (lastAttempt ? sentence(after) : undefined);
  if (!card) return undefined;
  await (await queue()).send('talk', answerTo(job, card));
  return 'answered';
};

/** Queue "checks": read-only work on the directory. */
export const handler = worker(run, answer);
