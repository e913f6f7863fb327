import type { LoggedEvent } from './logged-event.ts';

/** Spellings of the source in the articles: MsExchangeMig, ms exchange migds, MS Exchange Migration. */
const MIGRATION_SOURCE = /^ms\s*exchange\s*mig(?:ration|ds)?$/i;
const AT_THE_START = /^["'(*_]{0,3}(ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?)(?![\w-])/i;
const ANYWHERE = /(?<![\w-])ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?(?![\w-])/i;

/** The part of them that no other program's name has; looked for in very many lines, so it is short. */
const HINT = /exchange\s{0,12}mig/i;

/** False for a line in which no source of the wizard can stand. */
export const mayNameMigration = (line: string): boolean => HINT.test(line);

/** True for a source of the migration wizard, however it is spelt. */
export const isMigrationSource = (source: string): boolean => MIGRATION_SOURCE.test(source.trim());

/** True when its source is the wizard's; the text speaks only where none is named. */
export const isMigrationEvent = ({ source, recognizedBy }: Pick<LoggedEvent, 'source' | 'recognizedBy'>): boolean =>
  source ? isMigrationSource(source) : recognizedBy === 'description';

/** A source of the wizard as it stands in a text, on one line; undefined when there is none. */
export const migrationSourceIn = (text: string): string | undefined => oneLine(ANYWHERE.exec(text)?.[0]);

/** A source of the wizard that the text begins with, whatever comes behind it. */
export const migrationSourceAtStart = (text: string): string | undefined => oneLine(AT_THE_START.exec(text)?.[1]);

const oneLine = (source: string | undefined): string | undefined => source?.replace(/\s+/g, ' ');

/** Sources whose numbers are the wizard's, too (domain.md 5), and others that are spoken of beside it. */
const OTHERS = String.raw`service\s{1,12}control\s{1,12}manager|msexchange(?!\s{0,12}mig)\w{1,20}|dcom|w3svc|userenv|srv`;
const ANY_SOURCE = new RegExp(
  String.raw`(?<![\w-])(?:ms\s{0,12}exchange\s{0,12}mig(?:ration|ds)?|${OTHERS})(?![\w-])`,
  'giu',
);

/** Characters; what stands farther off belongs to something else. */
const NEAR = 200;

/** The source that stands nearest to a place in a line, on either side; undefined when none is near. */
export function sourceNear(line: string, from: number, to: number): string | undefined {
  const start = Math.max(0, from - NEAR);
  const [before, after] = [from - start, to - start];
  const distance = ({ index, 0: source }: RegExpExecArray): number =>
    index >= after ? index - after : before - index - source.length;
  const near = [...line.slice(start, to + NEAR).matchAll(ANY_SOURCE)];
  const [nearest] = near.sort((one, other) => distance(one) - distance(other));
  return oneLine(nearest?.[0]);
}
