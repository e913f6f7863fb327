import { embedded, type Measured } from './metrics.ts';

/** `refused`: not signed by Slack, or not of these minutes. `unreadable`: signed, and nothing that Slack would send. */
type Outcome = 'answered' | 'refused' | 'unreadable';

/** Clocks of several machines: none runs backwards for us. */
const since = (moment: number): number => Math.max(0, Date.now() - moment);

function measured(outcome: Outcome, receivedAt: number | undefined): Measured {
  if (outcome === 'refused') return { SignatureFailures: 1 };
  return receivedAt ? { Acknowledgement: since(receivedAt) } : {};
}

const LEVELS: readonly string[] = ['DEBUG', 'INFO', 'WARN'];

/** As in Powertools, which the other functions log with, and which would make the door start slower. */
function isWritten(level: 'INFO' | 'WARN'): boolean {
  const least = process.env.POWERTOOLS_LOG_LEVEL?.toUpperCase() || 'INFO';
  const from = LEVELS.indexOf(least);
  return from >= 0 && LEVELS.indexOf(level) >= from;
}

/** Written to stdout by hand: Lambda's console puts words before a line, and CloudWatch then reads no metrics in it. */
function write(level: 'INFO' | 'WARN', message: string, more: Readonly<Record<string, unknown>>): void {
  if (!isWritten(level)) return;
  const line = { level, message, service: 'migcheck', timestamp: new Date().toISOString(), ...more };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/**
 * One line for every request: what became of it, and how long Slack waited; nothing of what it holds. `receivedAt` is
 * API Gateway's own time, in milliseconds since 1970.
 */
export const logRequest = (outcome: Outcome, receivedAt: number | undefined): void =>
  write('INFO', 'request', { outcome, ...embedded(measured(outcome, receivedAt)) });

/** What went wrong on the way to an answer, in words. */
export const logTrouble = (says: string): void => write('WARN', 'trouble', { says });
