import { Logger } from '@aws-lambda-powertools/logger';
import { embedded } from '../metrics.ts';
import { reasonOf } from './reason.ts';

const logger = new Logger({ serviceName: 'migcheck' });

/** What a sweep came to. `unknownFor`: for how many milliseconds the oldest outcome has not been known. */
export type Swept = { readonly due: number; readonly unknownFor: number; readonly failures: readonly unknown[] };

const FEW = 5;

/** One line for every sweep that came to its end; that there are none is what an alarm waits for. */
export function logSweep({ due, unknownFor, failures }: Swept, ms: number): void {
  const failed = failures.length > 0 ? { failed: failures.length, failures: failures.slice(0, FEW).map(reasonOf) } : {};
  const measured = embedded({ Due: due, UnknownFor: Math.round(unknownFor / 1_000) });
  const outcome = failures.length > 0 ? 'in part' : 'done';
  logger.info('sweep', { outcome, ms: Math.round(ms), ...failed, ...measured });
}
