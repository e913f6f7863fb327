import { systemClock } from '../lib/adapters/clock.ts';
import { openWritableDirectory } from '../lib/adapters/directory/directory.ts';
import { lazily, openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { logHead } from '../lib/adapters/head-log.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { directorySettings, ledgerPlace, policy, queuePlace } from '../lib/adapters/settings.ts';
import { worker } from '../lib/adapters/worker.ts';
import { applyFix } from '../lib/flows/apply.ts';
import { reportHowItIs } from '../lib/flows/doctor.ts';
import { tellGivenUp } from '../lib/flows/given-up.ts';
import type { JobOf } from '../lib/job.ts';
import { directoryFindings } from './doctor/directory.ts';
import { reachFindings } from './doctor/from-the-subnet.ts';

const secrets = openSecrets(['LDAP_WRITE_BIND_PASSWORD']);
const passwordAgain = async () => (await secrets.again()).LDAP_WRITE_BIND_PASSWORD;

/** Apart from the rest, so that whoever asked can be told even where the account that writes cannot be had. */
const kept = lazily(async () => ({
  ledger: openLedger(ledgerPlace(process.env), systemClock, logHead),
  queue: openQueue(queuePlace(process.env)),
}));

/** The only place that holds the write account. */
const opened = whileCurrent(secrets, async (environment) => {
  return {
    directory: openWritableDirectory({ ...directorySettings(environment, 'write'), passwordAgain }),
    ...(await kept()),
    clock: systemClock,
    policy: policy(environment),
  };
});

/** Before anything is opened: without an account that writes there is nothing to open, and that is no fault. */
const look = (job: JobOf<'doctor'>): Promise<void> =>
  reportHowItIs(
    job,
    { from: 'fix', through: 'fixes' },
    {
      queue: openQueue(queuePlace(process.env)),
      clock: systemClock,
      // Beside each other: one after the other two silences would take longer than a function has.
      look: async () =>
        (await Promise.all([reachFindings(process.env, 'fix'), directoryFindings(process.env, 'write')])).flat(),
    },
  );

/** Queue "fixes": FIFO, one group per recipient or plan, one job at a time. */
export const handler = worker(
  async (job, left) => {
    if (job.kind === 'doctor') return look(job);
    if (job.kind !== 'apply') throw new Error(`fix does not do ${job.kind}`);
    await applyFix(job, await opened(), left);
  },
  // The proposal itself remembers what is due; the sweep comes back to it, whatever becomes of this job.
  async (job, _, lastAttempt) => (job.kind === 'apply' && lastAttempt ? tellGivenUp(job, await kept()) : undefined),
);
