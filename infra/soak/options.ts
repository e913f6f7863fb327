import { parseArgs } from 'node:util';
import { Misuse } from '../../lib/errors.ts';

/** How long (seconds) and how many requests a second. */
export type SoakOptions = { readonly seconds: number; readonly rate: number };

const USAGE = 'npm run soak -- [--minutes N | --seconds N] [--rate REQUESTS_PER_SECOND]';

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Misuse(`--${name} is a number above 0.\n${USAGE}`);
  return value;
}

/** Ten minutes of twenty requests a second, unless it is said otherwise. */
export function optionsOf(argv: readonly string[]): SoakOptions {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { minutes: { type: 'string' }, seconds: { type: 'string' }, rate: { type: 'string' } },
    });
    const { minutes = '10', seconds, rate = '20' } = values;
    const long = seconds === undefined ? positive(minutes, 'minutes') * 60 : positive(seconds, 'seconds');
    return { seconds: long, rate: positive(rate, 'rate') };
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(`${error instanceof Error ? error.message : 'The options cannot be read.'}\n${USAGE}`);
  }
}
