import type { AuditRecord } from '../audit.ts';
import { PARTS, type Part } from '../parts.ts';
import type { Finding } from './finding.ts';

/** One part of one record is not there any more. */
type Gone = { readonly number: number; readonly proposalId: string; readonly part: Part; readonly by: number };

const keyOf = ({ part, number, by }: Pick<Gone, 'part' | 'number' | 'by'>): string => `${part} ${number} ${by}`;

/** Holds what is erased against the later records that say so. */
export function followErasures() {
  const gone: Gone[] = [];
  const told = new Set<string>();
  return {
    next({ number, proposalId, action, erased, erases }: AuditRecord): void {
      for (const part of PARTS) {
        const by = erased?.[part]?.by;
        if (by !== undefined) gone.push({ number, proposalId, part, by });
        if (action !== 'erased') continue;
        for (const older of [erases?.[part] ?? []].flat())
          if (older < number) told.add(keyOf({ part, number: older, by: number }));
      }
    },
    count: (): number => new Set(gone.map(({ number }) => number)).size,
    unrecorded: (): readonly Finding[] =>
      gone
        .filter((one) => !told.has(keyOf(one)))
        .map(({ number, proposalId, part, by }) => ({
          what: 'unrecorded-erasure',
          number,
          proposalId,
          says: `Its part "${part}" is erased, and record ${by} does not say so.`,
        })),
  };
}
