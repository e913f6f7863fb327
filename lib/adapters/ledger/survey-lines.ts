import type { Finding } from '../../wave/findings.ts';
import type { Survey } from '../../wave/survey.ts';
import type { Verdict } from '../../wave/verdict.ts';

type Head = Omit<Survey, 'verdicts' | 'findings'> & { readonly verdicts: number };

const LINE_END = 10;

/** A survey as lines of JSON, since one document of it may be longer than a string can be. */
export function linesOfSurvey({ verdicts, findings, ...rest }: Survey): Buffer {
  const head: Head = { ...rest, verdicts: verdicts.length };
  const lines = [head, ...verdicts, ...findings].map((part) => Buffer.from(`${JSON.stringify(part)}\n`));
  return Buffer.concat(lines);
}

/** The same survey again. */
export function surveyIn(bytes: Buffer): Survey {
  const [head, ...parts] = linesIn(bytes);
  if (!head) throw new Error('A survey begins with its head');
  const { verdicts, ...rest } = head as Head;
  return {
    ...rest,
    verdicts: parts.slice(0, verdicts) as Verdict[],
    findings: parts.slice(verdicts) as Finding[],
  };
}

function* linesIn(bytes: Buffer): Generator<unknown> {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, from);
    yield JSON.parse(bytes.toString('utf8', from, end));
    from = end + 1;
  }
}
