import { countOf, type Finding, inOrder, type Level, PARTS } from '../doctor/finding.ts';
import { visible } from './visible.ts';

/** What a level is called; the two that want something done stand out. */
export const LEVEL: Readonly<Record<Level, string>> = {
  well: 'well',
  untold: 'cannot be told',
  warning: 'WARNING',
  broken: 'BROKEN',
};

const WIDTH = Math.max(...Object.values(LEVEL).map((word) => word.length));

/** `1 broken, 2 warnings, 18 well, 1 cannot be told`. */
export function summaryOf(findings: readonly Finding[]): string {
  const [broken, warnings] = [countOf(findings, 'broken'), countOf(findings, 'warning')];
  const untold = countOf(findings, 'untold');
  return [
    ...(broken > 0 ? [`${broken} broken`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
    `${countOf(findings, 'well')} well`,
    ...(untold > 0 ? [`${untold} cannot be told`] : []),
  ].join(', ');
}

function lines(finding: Finding): readonly string[] {
  const { level, tried, came } = finding;
  const cure = 'cure' in finding && finding.cure ? [`  ${' '.repeat(WIDTH)}  → ${visible(finding.cure)}`] : [];
  return [`  ${LEVEL[level].padEnd(WIDTH)}  ${visible(tried)}: ${visible(came)}`, ...cure];
}

/** Everything that was looked at, for a terminal: what was tried, what came back, and behind an arrow the cure. */
export function doctorText(findings: readonly Finding[]): string {
  const parts = PARTS.flatMap((part) => {
    const own = findings.filter((finding) => finding.part === part);
    return own.length > 0 ? [part, ...own.flatMap(lines), ''] : [];
  });
  return [...parts, `${summaryOf(findings)}.`].join('\n');
}

/** The same for machines. */
export const doctorDocument = (findings: readonly Finding[]) => ({
  broken: countOf(findings, 'broken'),
  warnings: countOf(findings, 'warning'),
  findings: inOrder(findings),
});
