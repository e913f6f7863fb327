import type { Finding } from '../../wave/findings.ts';
import type { Member } from '../../wave/list.ts';
import type { Judged } from '../../wave/survey.ts';

/** What is wrong with a list as it stands, on the lines of a part; the first has whatever stands on nobody's line. */
export function findingsFor(
  findings: readonly Finding[],
  { everybody, mine, isFirst }: { everybody: readonly Member[]; mine: readonly Member[]; isFirst: boolean },
): readonly Finding[] {
  if (findings.length === 0 || everybody === mine) return findings;
  const linesOf = (members: readonly Member[]) => new Set(members.map(({ line }) => line));
  const [own, all] = [linesOf(mine), isFirst ? linesOf(everybody) : undefined];
  return findings.filter(({ line }) => own.has(line) || all?.has(line) === false);
}

/** Puts what is wrong with a list beside the people on whose lines it is, as these come. */
export function besidePeople(findings: readonly Finding[]) {
  const left = Map.groupBy(findings, ({ line }) => line);
  const taken = (line: number): readonly Finding[] => {
    const some = left.get(line) ?? [];
    left.delete(line);
    return some;
  };
  return {
    of: ({ verdicts, findings: told }: Judged): Judged => ({
      verdicts,
      findings: left.size === 0 ? told : [...told, ...verdicts.flatMap(({ line }) => taken(line))],
    }),
    /** What stands on nobody's line. */
    rest: (): Judged => ({ verdicts: [], findings: [...left.values()].flat() }),
  };
}
