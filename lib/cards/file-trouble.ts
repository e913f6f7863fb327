import { SAVE_AS_TEXT } from '../events/read/encoding.ts';
import { card, heading, note, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { clipped } from './visible.ts';

/** Why a file was not read. */
export type FileTrouble = 'absent' | 'too-large' | 'not-text' | 'evt' | 'evtx' | 'page' | 'too-slow';

/** The command that the file was for. */
type For = 'explain' | 'wave';

const terminal = (command: For): string => `From a terminal there is no limit: npm run -s migcheck -- ${command} FILE`;

const wordsFor = (command: For): Record<FileTrouble, string> => ({
  absent: `I cannot see that file: it is gone, it is kept outside of Slack, or I am not where it was shared. Invite me (/invite @migcheck) and ask once more, or type /migcheck ${command} and add the file to the form.`,
  'too-large': `That file is larger than the 25 MB that are read in Slack. ${terminal(command)}`,
  'not-text': 'That is no text. Logs are read as text, CSV, XML or JSON, in any of the usual encodings.',
  evt: SAVE_AS_TEXT.evt,
  evtx: SAVE_AS_TEXT.evtx,
  page: 'Slack handed out a web page instead of the file, as it does when the app may not read files. The scope files:read is in the manifest: reinstall the app.',
  'too-slow': `Slack did not hand over that file in time. Ask once more. ${terminal(command)}`,
});

/** Why a file was not read, and what to do instead. */
export function fileTroubleCard(trouble: FileTrouble, name: string, command: For = 'explain'): Card {
  const shown = clipped(name, 100);
  const words = wordsFor(command)[trouble];
  return card(`${shown} was not read. ${words}`, [
    heading(`${shown} was not read`),
    paragraph(words),
    note('Nothing was kept of it.'),
  ]);
}
