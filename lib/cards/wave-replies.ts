import type { WrongFile } from '../wave/list.ts';
import { titleOf, type Wave } from '../wave/wave.ts';
import { card, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { grouped } from './plural.ts';
import { clipped } from './visible.ts';

/** The file is no list: what it is, and what was expected. */
export function wrongListCard(name: string, { problem, instead }: WrongFile): Card {
  const from = clipped(name, 100);
  return card(`${from} was not checked. ${problem} ${instead}`, [
    heading(`${from} was not checked`),
    paragraph({ bold: problem }, ` ${instead}`),
    note('The directory was not asked, and nothing was kept of the file.'),
  ]);
}

/** Where the answer stands that is not where the question was asked. */
export const ANSWERED_DIRECTLY = {
  asked: 'The answer comes in our direct messages, as you asked.',
  'not-member':
    'I am not in this channel, so the answer comes in our direct messages. To have it here: /invite @migcheck',
  shared: 'This channel is shared with another organisation, so the answer comes in our direct messages.',
} as const;

/** What each file is for, in the thread under the card; it names whoever asked. */
export function waveFilesCard(wave: Wave, { said, files }: { said: string; files: readonly WaveFile[] }): Card {
  return card(said, [
    paragraph({ user: wave.by.user }, ` ${said}`),
    list(files.map(({ name, is }): readonly Piece[] => [{ bold: `${clipped(name, 100)}: ` }, is])),
    note(`Of ${clipped(titleOf(wave), 100)}. What was handed in and what was found is kept for thirty days.`),
  ]);
}

/** A file below the card, and what it is. */
export type WaveFile = { readonly name: string; readonly is: string };

/** More people than are checked from Slack. */
export const tooManyCard = (people: number, most: number): Card =>
  card(`These are ${grouped(people)} people; from Slack ${grouped(most)} are checked at a time.`, [
    paragraph(`These are ${grouped(people)} people; from Slack ${grouped(most)} are checked at a time.`),
    paragraph('Hand them in in parts, or from a terminal: npm run -s migcheck -- wave FILE'),
  ]);
