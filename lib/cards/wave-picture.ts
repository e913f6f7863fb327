import type { Count } from '../wave/survey.ts';
import type { Verdict } from '../wave/verdict.ts';
import { grouped } from './plural.ts';

/** How wide the longest bar is: a whole line has room on a phone. */
const WIDTH = 12;
const PROGRESS_WIDTH = 20;

const bar = (share: number, width: number): string => '█'.repeat(Math.round(share * width));

/** A bar of a fixed width, so much of it filled. */
export function progressBar(done: number, of: number): string {
  const filled = bar(of > 0 ? Math.min(1, done / of) : 0, PROGRESS_WIDTH);
  return `${filled}${'░'.repeat(PROGRESS_WIDTH - filled.length)}`;
}

/** Whether the wizard will find them, in a column. */
const FOUND: Record<Verdict['found'], string> = { no: 'no', unclear: 'unclear', yes: 'yes' };

const HEAD = ['Found', 'People', 'Verdict'] as const;

/** The counts by verdict alone, whatever the rules behind it, in their order. */
function byVerdict(counts: readonly Count[]): readonly Pick<Count, 'found' | 'kind' | 'people'>[] {
  const sums = new Map<string, Pick<Count, 'found' | 'kind' | 'people'>>();
  for (const { found, kind, people } of counts) {
    const key = `${found} ${kind}`;
    sums.set(key, { found, kind, people: people + (sums.get(key)?.people ?? 0) });
  }
  return [...sums.values()];
}

/** The wave as a picture: a line for each verdict, the worst first, its bar as long as it has people. */
export function pictureOf(counts: readonly Count[]): readonly string[] {
  const all = byVerdict(counts);
  const most = Math.max(0, ...all.map(({ people }) => people));
  const rows = all.map(({ found, kind, people }) => ({
    cells: [FOUND[found], grouped(people), kind] as const,
    // Somebody is always seen.
    drawn: bar(people / most, WIDTH) || '▏',
  }));
  const widths = HEAD.map((name, at) => Math.max(name.length, ...rows.map(({ cells }) => cells[at]?.length ?? 0)));
  const line = ([found = '', people = '', kind = '']: readonly string[]): string =>
    [found.padEnd(widths[0] ?? 0), people.padStart(widths[1] ?? 0), kind.padEnd(widths[2] ?? 0)].join(' ');
  return [line(HEAD), ...rows.map(({ cells, drawn }) => `${line(cells)} ${drawn}`)];
}
