import type { Asked, Examination } from '../migration/examination.ts';
import type { Clock } from '../ports.ts';
import type { List, Member } from '../wave/list.ts';
import type { Survey } from '../wave/survey.ts';
import { planFindings, type Verdict, verdictOn } from '../wave/verdict.ts';

type Deps = {
  /** The same check as for one person, on a directory that was read once. */
  readonly check: (question: Pick<Asked, 'who' | 'source'>) => Examination | Promise<Examination>;
  readonly clock: Clock;
  readonly onProgress: (people: number) => void;
};

/** Asks for everybody on a list, one after another. */
export async function surveyWave(
  list: List,
  { check, clock, onProgress }: Deps,
): Promise<Omit<Survey, 'view' | 'recipients'>> {
  const verdicts: Verdict[] = [];
  const findings = [...list.findings];
  for (const member of list.members) {
    const answer = examined(member, check);
    const examination = answer instanceof Promise ? await answer : answer;
    verdicts.push(verdictOn(member, examination));
    findings.push(...planFindings(member, examination));
    onProgress(verdicts.length);
  }
  findings.sort((a, b) => a.line - b.line);
  const { format, leftOut } = list;
  return { at: clock.now(), list: { format, leftOut }, verdicts, findings };
}

/** A user list may call a mailbox by a name that nobody bears; the address leads to whoever it means. */
function examined({ who, source, plan }: Member, check: Deps['check']): ReturnType<Deps['check']> {
  const answer = check(source ? { who, source } : { who });
  if (!plan || who.by !== 'name' || !source) return answer;
  const byAddress = (named: Examination) =>
    named.recipients.length > 0 ? named : check({ who: { by: 'ms', address: source }, source });
  return answer instanceof Promise ? answer.then(byAddress) : byAddress(answer);
}
