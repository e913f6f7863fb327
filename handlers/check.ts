import { systemClock } from '../lib/adapters/clock.ts';
import { openDirectory } from '../lib/adapters/directory/directory.ts';
import { environmentWith, lazily } from '../lib/adapters/environment.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { assumptions, directorySettings, ledgerPlace, queuePlace } from '../lib/adapters/settings.ts';
import { type Answer, worker } from '../lib/adapters/worker.ts';
import { sentence, troubleCard } from '../lib/cards/replies.ts';
import { DirectoryUnavailable } from '../lib/errors.ts';
import { examineAgain, examineRecipient } from '../lib/flows/examine.ts';
import { explainPaste } from '../lib/flows/explain.ts';
import { showHistory } from '../lib/flows/history.ts';
import { answerTo, type Job } from '../lib/job.ts';

const opened = lazily(async () => {
  const environment = await environmentWith(['LDAP_BIND_PASSWORD']);
  return {
    directory: openDirectory(directorySettings(environment, 'read')),
    ledger: openLedger(ledgerPlace(environment), systemClock),
    queue: openQueue(queuePlace(environment)),
    clock: systemClock,
    assumptions: assumptions(environment),
  };
});

async function run(job: Job): Promise<void> {
  const deps = await opened();
  switch (job.kind) {
    case 'examine':
      return examineRecipient(job, deps);
    case 'examine-again':
      return examineAgain(job, deps);
    case 'explain':
      return explainPaste(job, deps);
    case 'history':
      return showHistory(job, deps);
    default:
      throw new Error(`check does not do ${job.kind}`);
  }
}

/** A directory that cannot be asked is told at once; a person asks again sooner than a queue would. */
const answer: Answer = async (job, error, lastAttempt) => {
  if (!('replyTo' in job)) return undefined;
  if (!(error instanceof DirectoryUnavailable) && !lastAttempt) return undefined;
  const { queue } = await opened();
  const card =
    error instanceof DirectoryUnavailable
      ? troubleCard(error.trouble, error.server, job.id)
      : sentence(`That could not be answered, after several tries. Nothing was changed. Job ${job.id}.`);
  await queue.send('talk', answerTo(job, card));
  return 'answered';
};

/** Queue "checks": read-only work on the directory. */
export const handler = worker(run, answer);
