import { systemClock } from '../../lib/adapters/clock.ts';
import type { SweptDirectory } from '../../lib/adapters/directory/sweep/sweep.ts';
import { KeptVerdicts } from '../../lib/adapters/terminal/kept-verdicts.ts';
import { collectOften } from '../../lib/adapters/terminal/memory.ts';
import { examineAmong } from '../../lib/flows/examine.ts';
import { judgeAmong, judgePart } from '../../lib/flows/wave.ts';
import type { Assumptions } from '../../lib/migration/examination.ts';
import { membersAmong } from '../../lib/wave/container.ts';
import type { List, Member } from '../../lib/wave/list.ts';
import { membersIn, type Part, partsOf } from '../../lib/wave/part.ts';
import type { Judged, LongSurvey } from '../../lib/wave/survey.ts';
import type { Verdict } from '../../lib/wave/verdict.ts';

/** Whom a wave is about. */
export type People = { readonly list: List } | { readonly container: string };

type Terms = {
  readonly assumptions: Assumptions;
  /** With more recipients than that, what is known of everybody is kept packed, and people are worked in parts. */
  readonly split: number;
  readonly onProgress: (people: number, of: number | undefined) => void;
};

/** Asks for everybody, part after part. What a part comes to does not depend on the others. */
export async function surveyed(people: People, directory: SweptDirectory, terms: Terms): Promise<LongSurvey> {
  const { list, parts, members } = source(people, directory, terms.split);
  const { verdicts, keep } = verdictsFor(directory, terms.split);
  const findings = [...list().findings];
  // All of it is of the moment at which the directory was read.
  const at = systemClock.now();
  const { everybody } = directory;
  const deps = { everybody, clock: { now: () => at }, assumptions: terms.assumptions };
  const { wizard } = terms.assumptions;
  const judge = judgeAmong(everybody, (question) => examineAmong({ ...question, wizard, observed: false }, deps));
  for (const part of parts) {
    const before = verdicts.length;
    const onProgress = (some: number): void =>
      terms.onProgress(before + some, 'list' in people ? people.list.members.length : undefined);
    for await (const judged of judgePart(members(part), { judge, onProgress })) {
      keep(judged);
      findings.push(...judged.findings);
    }
  }
  findings.sort((a, b) => a.line - b.line);
  const { format, leftOut } = list();
  return { at, list: { format, leftOut }, view: directory.view, recipients: directory.count, verdicts, findings };
}

type Source = {
  /** The list; of a container it is known when everybody was asked for. */
  readonly list: () => Pick<List, 'format' | 'leftOut' | 'findings'>;
  readonly parts: readonly Part[];
  readonly members: (part: Part) => Iterable<Member>;
};

function source(people: People, directory: SweptDirectory, split: number): Source {
  if ('list' in people) {
    const { list } = people;
    const parts = partsOf(list.members.length, split);
    return { list: () => list, parts, members: (part) => membersIn(list.members, part) };
  }
  let leftOut = 0;
  const passBy = (): void => {
    leftOut += 1;
  };
  return {
    list: () => ({ format: 'container', leftOut, findings: [] }),
    parts: partsOf(directory.count, split),
    members: (part) => membersAmong(directory.below(people.container, part), passBy),
  };
}

function verdictsFor({ count }: SweptDirectory, split: number) {
  if (count > split) {
    collectOften();
    const verdicts = new KeptVerdicts();
    return { verdicts, keep: (judged: Judged) => verdicts.keep(judged.verdicts) };
  }
  const verdicts: Verdict[] = [];
  return { verdicts, keep: (judged: Judged) => void verdicts.push(...judged.verdicts) };
}
