import type { Asked, Examination } from '../migration/examination.ts';
import type { Clock, Everybody } from '../ports.ts';
import type { Finding } from '../wave/findings.ts';
import type { List, Member } from '../wave/list.ts';
import type { Judged, Survey } from '../wave/survey.ts';
import { type Lone, likewise, planFindings, standingOf, type Verdict, verdictOn } from '../wave/verdict.ts';

/** What becomes of somebody, and what is wrong with their line. */
type Answer = { readonly verdict: Verdict; readonly findings: readonly Finding[] };

type Judge = { readonly judge: (member: Member) => Answer | Promise<Answer> };

type Deps = Judge & { readonly clock: Clock; readonly onProgress: (people: number) => void };

/** Asks for everybody on a list, one after another. */
export async function surveyWave(
  list: List,
  { judge, clock, onProgress }: Deps,
): Promise<Omit<Survey, 'view' | 'recipients'>> {
  const verdicts: Verdict[] = [];
  const findings = [...list.findings];
  for await (const some of judgePart(list.members, { judge, onProgress })) {
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
  { judge, onProgress }: Judge & Pick<Deps, 'onProgress'>,
): AsyncGenerator<Judged> {
  let [verdicts, findings]: [Verdict[], Finding[]] = [[], []];
  let people = 0;
  for (const member of members) {
    const answer = judge(member);
    const judged = answer instanceof Promise ? await answer : answer;
    verdicts.push(judged.verdict);
    for (const finding of judged.findings) findings.push(finding);
    people += 1;
    onProgress(people);
    if (verdicts.length < TOGETHER) continue;
    yield { verdicts, findings };
    [verdicts, findings] = [[], []];
  }
  yield { verdicts, findings };
}

/** Somebody who was judged, in whose place others are. */
type Known = { readonly verdict: Verdict; readonly aliasDiffers: boolean };

/** The same check as for one person, on a directory that was read once. */
type Check = (question: Pick<Asked, 'who' | 'source'>) => Examination;

/** Judges people as the single check would. Those who stand alone and are alike are judged once. */
export function judgeAmong(everybody: Pick<Everybody, 'lone'>, check: Check): (member: Member) => Answer {
  const alike = new Map<number, Known>();
  return (member) => {
    const { who, source } = member;
    const lone = source && everybody.lone(who, source);
    const known = lone && alike.get(lone.likeness);
    if (known) return asBefore(known, member, lone);
    const examination = examined(member, check);
    const verdict = verdictOn(member, examination);
    const standing = standingOf(examination);
    if (lone) alike.set(lone.likeness, { verdict, aliasDiffers: standing.aliasDiffers });
    return { verdict, findings: planFindings(member, standing) };
  };
}

function asBefore({ verdict, aliasDiffers }: Known, member: Member, lone: Lone): Answer {
  const directoryName = verdict.mailbox === undefined ? undefined : lone.directoryName;
  return {
    verdict: likewise(verdict, member, lone),
    findings: planFindings(member, { isAnybody: true, directoryName, aliasDiffers }),
  };
}

/** A user list may call a mailbox by a name that nobody bears; the address leads to whoever it means. */
function examined({ who, source, plan }: Member, check: Check): Examination {
  const named = check(source ? { who, source } : { who });
  if (!plan || who.by !== 'name' || !source || named.recipients.length > 0) return named;
  return check({ who: { by: 'ms', address: source }, source });
}
