import type { AuditRecord } from '../audit.ts';

/** The end of a chain as it was noted outside the tables. */
export type Head = Pick<AuditRecord, 'chain' | 'number' | 'hash'>;

/** What the log calls it (lib/adapters/head-log.ts). */
const CALLED = 'audit head';

/** As it stands in a line, in a JSON text within a JSON document, and in a cell of CSV. */
const UNWRAPPED: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.parse(`"${text}"`),
  (text) => text.replaceAll('""', '"'),
];

function parsed(text: string): Partial<Record<string, unknown>> {
  for (const unwrap of UNWRAPPED) {
    try {
      return JSON.parse(unwrap(text));
    } catch {
      // The next way in which it may be wrapped.
    }
  }
  return {};
}

function headOf(text: string): Head | undefined {
  const { message, chain, number, hash } = parsed(text);
  const isHead = message === CALLED && typeof chain === 'string' && Number.isSafeInteger(number);
  return isHead && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)
    ? { chain, number: Number(number), hash }
    : undefined;
}

/**
 * The heads in one line of a log, whatever stands around them; `unreadable` for a line that names one and cannot be
 * read. Log lines of ours hold no object within the object.
 */
export function headsIn(line: string): readonly Head[] | 'unreadable' {
  if (!line.includes(CALLED)) return [];
  const heads = [...line.matchAll(/\{[^{}]*\}/g)].flatMap(([text]) => headOf(text) ?? []);
  return heads.length > 0 ? heads : 'unreadable';
}
