import { type Finding, inOrder, type Level, PARTS } from '../doctor/finding.ts';
import { card, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { LEVEL, summaryOf } from './doctor-text.ts';

/** As many lines of one kind as a card has room for; the rest is counted. */
const SHOWN = 40;

function line(finding: Finding): readonly Piece[] {
  const { part, tried, came } = finding;
  const cure = 'cure' in finding && finding.cure ? [{ bold: ' To do: ' }, finding.cure] : [];
  return [`${part}: ${tried}: ${came}.`, ...cure];
}

function section(title: string, findings: readonly Finding[], levels: readonly Level[]) {
  const own = inOrder(findings).filter(({ level }) => levels.includes(level));
  if (own.length === 0) return [];
  const rest = own.length > SHOWN ? [note(`And ${own.length - SHOWN} more.`)] : [];
  return [paragraph({ bold: title }), list(own.slice(0, SHOWN).map(line)), ...rest];
}

/** What is well, in a line for each part. */
function wellIn(findings: readonly Finding[]) {
  const lines = PARTS.flatMap((part): readonly (readonly Piece[])[] => {
    const own = findings.filter((finding) => finding.part === part && finding.level === 'well');
    return own.length > 0 ? [[`${part}: ${own.map(({ tried, came }) => `${tried}: ${came}`).join(' · ')}`]] : [];
  });
  return lines.length > 0 ? [paragraph({ bold: 'Well' }), list(lines)] : [];
}

/** How migcheck is: what is broken first. */
export function doctorCard(findings: readonly Finding[]): Card {
  const summary = summaryOf(findings);
  return card(`How migcheck is: ${summary}.`, [
    heading(`How migcheck is: ${summary}`),
    ...section(LEVEL.broken, findings, ['broken']),
    ...section(LEVEL.warning, findings, ['warning']),
    ...section('Cannot be told from here', findings, ['untold']),
    ...wellIn(findings),
    note(
      'Each function looked at its own part: talk at Slack, tables and queues; check, wave and fix at the directory.',
    ),
  ]);
}
