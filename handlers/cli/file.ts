import { createReadStream } from 'node:fs';
import { Misuse } from '../../lib/errors.ts';
import { openLog, SAVE_AS_TEXT } from '../../lib/events/read/encoding.ts';

/** A log of many megabytes is read in fewer turns than Node's own measure (64 KiB) would take. */
const PIECE = 256 * 1_024;

function bytesOf(file: string | undefined): AsyncIterable<Uint8Array> {
  if (file === undefined && process.stdin.isTTY) throw new Misuse('Name a file, or - to read what is piped in.');
  return file === undefined || file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
}

/** The text of a file, or of standard input (`-`, or no name), in whatever encoding it is. */
export async function openedText(file: string | undefined): Promise<AsyncIterable<string>> {
  try {
    const log = await openLog(bytesOf(file));
    if (log.kind === 'binary log') throw new Misuse(SAVE_AS_TEXT[log.format]);
    if (log.kind === 'no text')
      throw new Misuse(`${file ?? 'Standard input'} is no text: save the log as text, CSV or XML.`);
    return log.text;
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(
      `${file ?? 'standard input'} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'}).`,
    );
  }
}
