import { systemClock } from '../../lib/adapters/clock.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { type Environment, ledgerPlace } from '../../lib/adapters/settings.ts';
import { jobIdOf } from '../../lib/door/payload.ts';
import type { Watch } from './steps.ts';

/** A cold start of three functions, and a directory that takes its time. */
const PATIENCE = 60_000;

/**
 * Looks into the table for the note that talk makes once Slack has taken an answer, and for the
 * check behind it. Undefined where no table is named.
 * It needs dynamodb:GetItem on the table of proposals and kms:Decrypt with its key.
 */
export function watchIn(environment: Environment): Watch | undefined {
  if (!environment.PROPOSALS_TABLE) return undefined;
  const ledger = openLedger(ledgerPlace({ AUDIT_TABLE: 'unused', ...environment }), systemClock);
  return {
    isAnswered: (trigger) => ledger.isDone(`${jobIdOf(trigger)}:answer`),
    // A check keeps what it read; who was told of a trouble, or not admitted, has an answer and no check.
    isRead: async (trigger) => (await ledger.check(jobIdOf(trigger))) !== undefined,
    patience: PATIENCE,
  };
}
