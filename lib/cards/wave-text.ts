import { ruleOf } from '../migration/rules.ts';
import { type Finding, remarkOn } from '../wave/findings.ts';
import { type Count, countsIn, type LongSurvey, worstFirst } from '../wave/survey.ts';
import type { Verdict } from '../wave/verdict.ts';
import type { Corrected } from '../wave/write/corrected.ts';
import { hiddenIn } from './check-object.ts';
import { FOUND_NAME, KIND_NAME } from './names.ts';
import { plural } from './plural.ts';
import { visible } from './visible.ts';

/** A wave for a terminal: the counts, what to do, then a line for each person and each finding. Line by line. */
export function* waveText(survey: LongSurvey): Generator<string> {
  const all = countsIn(survey.verdicts);
  yield* head(survey);
  yield* counts(all);
  yield* rules(all);
  yield* people(survey, all);
  yield* list(survey.findings);
}

function* head({ list: { format, leftOut }, verdicts, view, recipients }: LongSurvey): Generator<string> {
  const passedBy = leftOut > 0 ? `, ${leftOut} left out` : '';
  yield `${plural(verdicts.length, 'person', 'people')} (${format}${passedBy})`;
  yield `Searched: ${view.server}, ${visible(view.base)}: ${plural(recipients, 'recipient', 'recipients')}.${hiddenIn(view)}`;
}

function* counts(all: readonly Count[]): Generator<string> {
  const width = Math.max(0, ...all.map(({ people: some }) => String(some).length));
  yield '';
  for (const { people: some, found, kind, fixes } of all) {
    const mended = fixes > 0 ? ` (${plural(fixes, 'has', 'have')} one safe fix)` : '';
    yield `${String(some).padStart(width)}  ${FOUND_NAME[found]}: ${kind}${mended}`;
  }
}

/** What the verdicts say, each once; of those that are well nothing needs to be said. */
function* rules(all: readonly Count[]): Generator<string> {
  for (const name of new Set(all.filter(({ found }) => found !== 'yes').flatMap((count) => count.rules))) {
    const { says, todo, articles, inference } = ruleOf(name);
    yield '';
    yield `${name}: ${says}`;
    yield `  What to do: ${todo}`;
    yield `  Articles: ${articles.join(', ')}${inference ? `. Inference: ${inference}` : ''}`;
  }
}

function* people(survey: LongSurvey, all: readonly Count[]): Generator<string> {
  const some = all.reduce((sum, { found, people: more }) => (found === 'yes' ? sum : sum + more), 0);
  if (some === 0) return;
  yield '';
  yield `${plural(some, 'person needs', 'people need')} somebody:`;
  for (const verdict of worstFirst(survey, all)) yield `  ${personLine(verdict)}`;
}

function personLine({ line, name, rules: told, source, mailbox, others, fix }: Verdict): string {
  const where = line > 0 ? `line ${line}  ` : '';
  const from = source ? ` from ${visible(source)}` : '';
  const at = mailbox ? `; ${visible(mailbox)}` : '';
  const beside = others.map(({ dn, kind }) => `; ${KIND_NAME[kind]} ${visible(dn)}`).join('');
  return `${where}${visible(name)}  ${told.join(' or ')}${from}${at}${beside}${fix ? `; add ${visible(fix.value)}` : ''}`;
}

/** The findings by what they say, worst first, and the lines on which each stands. */
function* list(findings: readonly Finding[]): Generator<string> {
  const byKind = Map.groupBy(findings, ({ what }) => what);
  const sorted = [...byKind].sort(
    ([a], [b]) => Number(remarkOn({ what: b }).fails) - Number(remarkOn({ what: a }).fails),
  );
  for (const [what, some] of sorted) {
    const { says, todo, articles } = remarkOn({ what });
    yield '';
    yield `The list, ${what}: ${says}`;
    yield `  What to do: ${todo}${articles.length > 0 ? ` (${articles.join(', ')})` : ''}`;
    for (const finding of some) yield `  ${findingLine(finding)}`;
  }
}

const findingLine = ({ line, detail, mends }: Finding): string =>
  `line ${line}${detail ? `  ${visible(detail)}` : ''}${mends ? '  (mended with --corrected)' : ''}`;

/** What became of the findings in a list that was written again. */
export function correctedText({ mended, left }: Corrected, file: string): string {
  const rest = left.filter((finding) => remarkOn(finding).fails);
  return [
    `${file}: ${plural(mended.length, 'thing', 'things')} mended, ${rest.length} left to a person.`,
    ...rest.map((finding) => `  ${findingLine(finding)}: ${finding.what}`),
  ].join('\n');
}
