/** The parts that are looked at, in the order in which they are told. */
export const PARTS = [
  'Settings',
  'Slack',
  'Directory, account that reads',
  'Directory, account that writes',
  'Tables',
  'Queues',
  'Record',
] as const;
export type Part = (typeof PARTS)[number];

/** What was looked at: what was tried, and what came back. */
type Looked = { readonly part: Part; readonly tried: string; readonly came: string };

/**
 * One line of the doctor. `untold`: nothing there can tell it, so it is neither well nor wrong; `cure` then says where
 * it is to be seen. A warning works and should not stay; what is broken keeps migcheck from doing its work.
 */
export type Finding = Looked &
  (
    | { readonly level: 'well' }
    | { readonly level: 'untold'; readonly cure?: string }
    | { readonly level: 'warning' | 'broken'; readonly cure: string }
  );
export type Level = Finding['level'];

/** Findings of one part, in few words. */
export const findingsOf = (part: Part) => ({
  well: (tried: string, came: string): Finding => ({ part, level: 'well', tried, came }),
  untold: (tried: string, came: string, cure?: string): Finding => ({
    part,
    level: 'untold',
    tried,
    came,
    ...(cure ? { cure } : {}),
  }),
  warning: (tried: string, came: string, cure: string): Finding => ({ part, level: 'warning', tried, came, cure }),
  broken: (tried: string, came: string, cure: string): Finding => ({ part, level: 'broken', tried, came, cure }),
});

/** How many findings there are of each level. */
export const countOf = (findings: readonly Finding[], level: Level): number =>
  findings.filter((finding) => finding.level === level).length;

/** The exit code: 0 all well, 1 a warning, 2 something is broken. What cannot be told changes nothing. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (countOf(findings, 'broken') > 0) return 2;
  return countOf(findings, 'warning') > 0 ? 1 : 0;
}

/** The findings part by part, in the order in which they are told. */
export const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  PARTS.flatMap((part) => findings.filter((finding) => finding.part === part));
