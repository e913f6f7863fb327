import type { AuditRecord } from './audit.ts';

/** What one line tells: a record, or refused clicks that follow one another, newest first. */
export type Told = readonly [AuditRecord, ...AuditRecord[]];

export const isRefusedClick = ({ action }: AuditRecord): boolean => action === 'turned-away';

/** Records, newest first, as they are told: clicks that changed nothing are folded, so that they hide no change. */
export function toldIn(records: readonly AuditRecord[]): readonly Told[] {
  const lines: [AuditRecord, ...AuditRecord[]][] = [];
  for (const record of records) {
    const last = lines.at(-1);
    if (last && isRefusedClick(record) && isRefusedClick(last[0])) last.push(record);
    else lines.push([record]);
  }
  return lines;
}
