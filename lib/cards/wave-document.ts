import { stringify } from 'csv-stringify/sync';
import { ruleOf } from '../migration/rules.ts';
import { type Finding, remarkOn } from '../wave/findings.ts';
import { type Count, countsIn, type LongSurvey, type Many } from '../wave/survey.ts';
import type { Verdict } from '../wave/verdict.ts';
import { whyNoFix } from './check-fix.ts';
import { FOUND_NAME } from './names.ts';
import { visible } from './visible.ts';

const BATCH = 1_000;

function* batches<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const personDocument = ({ fix, noFix, source, mailbox, ...verdict }: Verdict) => ({
  line: verdict.line,
  name: verdict.name,
  found: verdict.found,
  kind: verdict.kind,
  rules: verdict.rules,
  source: source ?? null,
  mailbox: mailbox ?? null,
  others: verdict.others,
  fix: fix ? { dn: fix.dn, attribute: fix.attribute, value: fix.value } : null,
  noFix: noFix ?? null,
});

const findingDocument = (finding: Finding) => {
  const { fails, says, todo, articles } = remarkOn(finding);
  const { line, what, detail, mends } = finding;
  return { line, what, fails, says, todo, articles, detail: detail ?? null, mends: mends ?? null };
};

/** What the rules say that are named in a document, once. */
const rulesDocument = (counts: readonly Count[]) =>
  Object.fromEntries(
    [...new Set(counts.flatMap(({ rules }) => rules))].map((name) => {
      const { says, todo, articles, inference } = ruleOf(name);
      return [name, { says, todo, articles, inference: inference ?? null }];
    }),
  );

/** The how-manieth of the files among which the people of a wave are divided. */
type OneOf = { readonly number: number; readonly of: number };

/** A wave as one JSON document for machines, in pieces, since it may be longer than one string can be. */
export function* waveDocument(survey: LongSurvey, file?: OneOf): Generator<string> {
  const { at, list, view, recipients, verdicts, findings } = survey;
  const counts = countsIn(verdicts);
  const head = {
    at,
    ...(file ? { file } : {}),
    list: { ...list, people: verdicts.length },
    searched: { server: view.server, base: view.base, seesHidden: view.seesHidden, recipients },
    counts,
    rules: rulesDocument(counts),
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "findings": [`;
  yield* elements(findings, findingDocument);
  yield '],\n  "people": [';
  yield* elements(verdicts, personDocument);
  yield ']\n}';
}

function* elements<Item>(items: Many<Item>, document: (item: Item) => object): Generator<string> {
  let before = '\n    ';
  for (const batch of batches(items)) {
    yield before + batch.map((item) => JSON.stringify(document(item))).join(',\n    ');
    before = ',\n    ';
  }
  if (items.length > 0) yield '\n  ';
}

const COLUMNS = ['Line', 'Name', 'Found', 'Verdict', 'Source', 'Mailbox', 'Others', 'Add', 'Why not', 'List', 'To do'];

/** RFC 4180; what a spreadsheet would take for a formula is text. */
const csv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(visible)),
    { record_delimiter: 'windows', escape_formulas: true },
  );

/** A wave as a table, in pieces: one row a person. */
export function* waveTable({ verdicts, findings }: LongSurvey): Generator<string> {
  const byLine = new Map<number, string>();
  for (const { line, what } of findings) byLine.set(line, byLine.has(line) ? `${byLine.get(line)}, ${what}` : what);
  yield csv([COLUMNS]);
  for (const batch of batches(verdicts)) yield csv(batch.map((verdict) => tableRow(verdict, byLine)));
}

const tableRow = (verdict: Verdict, findings: ReadonlyMap<number, string>): readonly string[] => [
  verdict.line > 0 ? String(verdict.line) : '',
  verdict.name,
  FOUND_NAME[verdict.found],
  verdict.kind,
  verdict.source ?? '',
  verdict.mailbox ?? '',
  verdict.others.map(({ dn }) => dn).join(' | '),
  verdict.fix?.value ?? '',
  verdict.noFix ? whyNoFix({ fix: null, why: verdict.noFix }).join(' ') : '',
  verdict.line > 0 ? (findings.get(verdict.line) ?? '') : '',
  verdict.rules.map((rule) => ruleOf(rule).todo).join(' | '),
];
