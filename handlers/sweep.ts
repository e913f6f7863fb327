import { systemClock } from '../lib/adapters/clock.ts';
import { lazily } from '../lib/adapters/environment.ts';
import { logHead } from '../lib/adapters/head-log.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { ledgerPlace, policy, queuePlace } from '../lib/adapters/settings.ts';
import { logSweep } from '../lib/adapters/worker/sweep-line.ts';
import { sweepProposals } from '../lib/flows/sweep.ts';
import { sweepWaves } from '../lib/flows/sweep-waves.ts';

const opened = lazily(async () => ({
  ledger: openLedger(ledgerPlace(process.env), systemClock, logHead),
  queue: openQueue(queuePlace(process.env)),
  clock: systemClock,
  policy: policy(process.env),
}));

/** Every minute: what time alone has made due. Fails where something could not be swept, after all the rest was. */
export const handler = async (): Promise<{ due: number }> => {
  const started = performance.now();
  const deps = await opened();
  const [proposals, waves] = [await sweepProposals(deps), await sweepWaves(deps)];
  const failures = [...proposals.failures, ...waves.failures];
  const [due, looked] = [proposals.due + waves.due, proposals.looked + waves.due];
  logSweep({ ...proposals, due, failures }, performance.now() - started);
  if (failures.length > 0) throw new Error(`${failures.length} of ${looked} could not be swept`);
  return { due };
};
