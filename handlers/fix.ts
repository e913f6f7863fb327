import { systemClock } from '../lib/adapters/clock.ts';
import { openWritableDirectory } from '../lib/adapters/directory/directory.ts';
import { openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { logHead } from '../lib/adapters/head-log.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { directorySettings, ledgerPlace, policy, queuePlace } from '../lib/adapters/settings.ts';
import { worker } from '../lib/adapters/worker.ts';
import { applyFix } from '../lib/flows/apply.ts';
import { tellGivenUp } from '../lib/flows/given-up.ts';

const secrets = openSecrets(['LDAP_WRITE_BIND_PASSWORD']);
const passwordAgain = async () => (await secrets.again()).LDAP_WRITE_BIND_PASSWORD;

/** The only place that holds the write account. */
const opened = whileCurrent(secrets, async (environment) => {
  return {
    directory: openWritableDirectory({ ...directorySettings(environment, 'write'), passwordAgain }),
    ledger: openLedger(ledgerPlace(environment), systemClock, logHead),
    queue: openQueue(queuePlace(environment)),
    clock: systemClock,
    policy: policy(environment),
  };
});

/** Queue "fixes": FIFO, one group per recipient, one job at a time. */
export const handler = worker(
  async (job) => {
    if (job.kind !== 'apply') throw new Error(`fix does not do ${job.kind}`);
    await applyFix(job, await opened());
  },
  // The proposal itself remembers what is due; the sweep comes back to it, whatever becomes of this job.
  async (job, _, lastAttempt) => (job.kind === 'apply' && lastAttempt ? tellGivenUp(job, await opened()) : undefined),
);
