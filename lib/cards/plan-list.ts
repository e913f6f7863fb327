import { stringify } from 'csv-stringify/sync';
import type { Draft } from '../migration/draft.ts';
import type { Proposal } from '../migration/proposal.ts';
import { harmless } from './record-cells.ts';

const table = (columns: readonly string[], lines: readonly (readonly string[])[]): string =>
  stringify([columns, ...lines.map((line) => line.map(harmless))]);

/** Everybody of a plan, with each value byte for byte, as CSV (RFC 4180). */
export const planList = (people: readonly Draft[]): string =>
  table(
    ['name', 'object', 'attribute', 'change', 'value', 'addresses now', 'careful'],
    people.map(({ recipientName, fix, before, because }) => [
      ...[recipientName, fix.dn, fix.attribute, fix.change, fix.written],
      JSON.stringify(before),
      because.careful.join(' '),
    ]),
  );

/** Somebody of a plan, and what became of them; nobody's row means that they were not taken up. */
export type Outcome = { readonly draft: Draft; readonly row?: Proposal };

/** What became of everybody of a plan, as CSV. */
export const outcomeList = (outcomes: readonly Outcome[]): string =>
  table(
    ['name', 'object', 'value', 'outcome', 'detail', 'at', 'proposal'],
    outcomes.map(({ draft: { recipientName, fix }, row }) => [
      ...[recipientName, fix.dn, fix.written, row?.state ?? 'not taken up'],
      row ? (row.outcome?.detail ?? '') : 'Nothing was written.',
      ...[row?.outcome?.at ?? '', row?.id ?? ''],
    ]),
  );
