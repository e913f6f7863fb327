import { systemClock } from '../lib/adapters/clock.ts';
import { lazily } from '../lib/adapters/environment.ts';
import { logHead } from '../lib/adapters/head-log.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { ledgerPlace, policy, queuePlace } from '../lib/adapters/settings.ts';
import { logSweep } from '../lib/adapters/worker/sweep-line.ts';
import { sweepProposals } from '../lib/flows/sweep.ts';

const opened = lazily(async () => ({
  ledger: openLedger(ledgerPlace(process.env), systemClock, logHead),
  queue: openQueue(queuePlace(process.env)),
  clock: systemClock,
  policy: policy(process.env),
}));

/** Every minute: what time alone has made due. Fails where something could not be swept, after all the rest was. */
export const handler = async (): Promise<{ due: number }> => {
  const started = performance.now();
  const swept = await sweepProposals(await opened());
  logSweep(swept, performance.now() - started);
  const { due, looked, failures } = swept;
  if (failures.length > 0) throw new Error(`${failures.length} of ${looked} could not be swept`);
  return { due };
};
