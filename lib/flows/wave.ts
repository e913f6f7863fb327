import type { Asked, Examination } from '../migration/examination.ts';
import type { Clock } from '../ports.ts';
import type { Finding } from '../wave/findings.ts';
import type { List, Member } from '../wave/list.ts';
import type { Judged, Survey } from '../wave/survey.ts';
import { planFindings, type Verdict, verdictOn } from '../wave/verdict.ts';

type Checks = {
  /** The same check as for one person, on a directory that was read once. */
  readonly check: (question: Pick<Asked, 'who' | 'source'>) => Examination | Promise<Examination>;
};

type Deps = Checks & { readonly clock: Clock; readonly onProgress: (people: number) => void };

/** Asks for everybody on a list, one after another. */
export async function surveyWave(
  list: List,
  { check, clock, onProgress }: Deps,
): Promise<Omit<Survey, 'view' | 'recipients'>> {
  const verdicts: Verdict[] = [];
  const findings = [...list.findings];
  for await (const some of judgePart(list.members, { check, onProgress })) {
    verdicts.push(...some.verdicts);
    findings.push(...some.findings);
  }
  findings.sort((a, b) => a.line - b.line);
  const { format, leftOut } = list;
  return { at: clock.now(), list: { format, leftOut }, verdicts, findings };
}

/** So many people are handed on together. */
const TOGETHER = 1_000;

/**
 * Asks for the people of a part of a wave, or of all of it, and hands on what became of them as it goes: there may be
 * more of them than memory holds.
 */
export async function* judgePart(
  members: Iterable<Member>,
  { check, onProgress }: Checks & Pick<Deps, 'onProgress'>,
): AsyncGenerator<Judged> {
  let [verdicts, findings]: [Verdict[], Finding[]] = [[], []];
  let people = 0;
  for (const member of members) {
    const answer = examined(member, check);
    const examination = answer instanceof Promise ? await answer : answer;
    verdicts.push(verdictOn(member, examination));
    findings.push(...planFindings(member, examination));
    people += 1;
    onProgress(people);
    if (verdicts.length < TOGETHER) continue;
    yield { verdicts, findings };
    [verdicts, findings] = [[], []];
  }
  yield { verdicts, findings };
}

/** A user list may call a mailbox by a name that nobody bears; the address leads to whoever it means. */
function examined({ who, source, plan }: Member, check: Checks['check']): ReturnType<Checks['check']> {
  const answer = check(source ? { who, source } : { who });
  if (!plan || who.by !== 'name' || !source) return answer;
  const byAddress = (named: Examination) =>
    named.recipients.length > 0 ? named : check({ who: { by: 'ms', address: source }, source });
  return answer instanceof Promise ? answer.then(byAddress) : byAddress(answer);
}
