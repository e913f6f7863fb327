import { examine } from '../../lib/flows/examine.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import type { Asked, Assumptions, Examination } from '../../lib/migration/examination.ts';
import { type SmallDirectory, smallDirectory } from './small-directory.ts';

export const CLOCK = { now: (): string => '2026-12-01T09:00:00.000Z' };

/** A directory, a question about John Doe unless said otherwise, and the settings. */
export type Case = SmallDirectory & Partial<Asked> & Partial<Omit<Assumptions, 'wizard'>>;

/** The question, put to a directory in memory through the real flow and the real rules. */
export function examined(given: Case): Promise<Examination> {
  const { who = { by: 'name', name: 'jdoe' }, source, wizard = 'unknown', observed = false } = given;
  const { template = MIGRATE_TEMPLATE, postOffices = [], canWrite = true } = given;
  const asked: Asked = { who, wizard, observed, ...(source ? { source } : {}) };
  const assumptions = { wizard, template, postOffices, canWrite };
  return examine(asked, { directory: smallDirectory(given), clock: CLOCK, assumptions });
}
