import type { AuditRecord } from '../migration/audit.ts';
import type { ErasurePlan } from '../migration/erasure.ts';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const numbers = (all: readonly number[]): string => `${all.slice(0, 20).join(', ')}${all.length > 20 ? ', …' : ''}`;

const keptLine = ({ kept }: ErasurePlan): readonly string[] =>
  kept.length === 0
    ? []
    : [
        `Stays: ${counted(kept.length, 'record')} of an earlier version (${numbers(kept)}), whose hash is over the words themselves, and their proposals.`,
      ];

const ELSEWHERE =
  'Not touched: what stands in Slack and in the directory, waves (30 days), backups of the tables (35 days), exports that somebody has.';

/** What an erasure would take, for a terminal. */
export function erasurePlanned(plan: ErasurePlan): string {
  const { records, proposals } = plan;
  return [
    `Found: ${counted(records.size, 'record')} of which parts can be erased, ${counted(proposals.length, 'proposal')} to delete. What was done, when, and how it ended stays on record; who, about whom and what was said goes. Changes of these proposals can no longer be undone by a button, nor be reconciled.`,
    ...keptLine(plan),
    ELSEWHERE,
  ].join('\n');
}

/** That it was done, and where that stands. */
export function erasureDone(plan: ErasurePlan, { number, hash }: AuditRecord): string {
  const { records, proposals } = plan;
  return [
    `Erased: parts of ${counted(records.size, 'record')}, and ${counted(proposals.length, 'proposal')}. Record ${number} says so (${hash}).`,
    ...keptLine(plan),
    ELSEWHERE,
  ].join('\n');
}
