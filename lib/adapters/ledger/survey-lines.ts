import type { Finding } from '../../wave/findings.ts';
import type { Judged } from '../../wave/survey.ts';
import type { Verdict } from '../../wave/verdict.ts';

const LINE_END = 10;

/** What was found of some people, as lines of JSON: one a person, then one a finding. */
export const linesOf = ({ verdicts, findings }: Judged): Buffer =>
  Buffer.from([...verdicts, ...findings].map((part) => `${JSON.stringify(part)}\n`).join(''));

/** The same again, of so many people. */
export function foundIn(bytes: Buffer, people: number): Judged {
  const lines = [...linesIn(bytes, 0)];
  return { verdicts: lines.slice(0, people) as Verdict[], findings: lines.slice(people) as Finding[] };
}

/** What is wrong with the list alone; the people are passed by. */
export const findingsIn = (bytes: Buffer, people: number): readonly Finding[] =>
  [...linesIn(bytes, people)] as Finding[];

function* linesIn(bytes: Buffer, skipped: number): Generator<unknown> {
  let line = 0;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_END, from);
    if (line >= skipped) yield JSON.parse(bytes.toString('utf8', from, end));
    from = end + 1;
  }
}
