import type { Count } from '../wave/survey.ts';
import { FOUND_NAME } from './names.ts';
import { grouped } from './plural.ts';

/** How wide the longest bar is. */
const WIDTH = 20;

const bar = (share: number, width: number): string => '█'.repeat(Math.round(share * width));

/** A bar of a fixed width, so much of it filled. */
export function progressBar(done: number, of: number): string {
  const filled = bar(of > 0 ? Math.min(1, done / of) : 0, WIDTH);
  return `${filled}${'░'.repeat(WIDTH - filled.length)}`;
}

/** The wave as a picture: a line for each verdict, the worst first, its bar as long as it has people. */
export function pictureOf(counts: readonly Count[]): readonly string[] {
  const most = Math.max(0, ...counts.map(({ people }) => people));
  const [foundWidth, kindWidth, peopleWidth] = [
    Math.max(0, ...counts.map(({ found }) => FOUND_NAME[found].length)),
    Math.max(0, ...counts.map(({ kind }) => kind.length)),
    grouped(most).length,
  ];
  return counts.map(({ found, kind, people }) => {
    // Somebody is always seen.
    const drawn = bar(people / most, WIDTH) || '▏';
    return `${grouped(people).padStart(peopleWidth)} ${FOUND_NAME[found].padEnd(foundWidth)} ${kind.padEnd(kindWidth)} ${drawn}`;
  });
}
