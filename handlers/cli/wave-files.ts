import { appendFileSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { waveTable } from '../../lib/cards/wave-document.ts';
import { correctedText } from '../../lib/cards/wave-text.ts';
import { Misuse } from '../../lib/errors.ts';
import { isWrongFile, type List } from '../../lib/wave/list.ts';
import { encoded, type OpenedFile, openFile } from '../../lib/wave/open-file.ts';
import { readList } from '../../lib/wave/read/read-list.ts';
import { countsIn, type LongSurvey } from '../../lib/wave/survey.ts';
import { corrected } from '../../lib/wave/write/corrected.ts';
import { directoryImportIn, HOME_SERVER } from '../../lib/wave/write/directory-import.ts';

/** The files that are written, by their names; `file` is the list that was read. */
export type WaveFiles = {
  readonly file?: string;
  readonly csv?: string;
  readonly corrected?: string;
  readonly import?: string;
};

/** A list that was handed in, with what its file was written in. */
export type HandedIn = { readonly list: List; readonly opened?: OpenedFile };

/** One word of what Node itself says of an error. */
export const saidIn = (error: unknown, word: 'code' | 'message'): string =>
  typeof error === 'object' && error !== null && word in error ? String(Reflect.get(error, word)) : 'unknown';

/** Reads a list from a file, or says what the file is instead. Throws Misuse. */
export function handedIn(file: string): HandedIn {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new Misuse(`${file} cannot be read (${saidIn(error, 'code')}).`);
  }
  const opened = openFile(bytes);
  const list = isWrongFile(opened) ? opened : readList(opened.text);
  if (isWrongFile(list)) throw new Misuse(`${file}: ${list.problem} ${list.instead}`);
  return isWrongFile(opened) ? { list } : { list, opened };
}

/** Writes what was asked for beside the answer, and says what is in it. */
export function writeFiles(survey: LongSurvey, options: WaveFiles, read: HandedIn | undefined): void {
  const told: string[] = [];
  if (options.csv !== undefined) write(options.csv, waveTable(survey));
  if (options.import !== undefined) {
    const fixes = countsIn(survey.verdicts).reduce((sum, count) => sum + count.fixes, 0);
    write(options.import, directoryImportIn(survey.verdicts));
    told.push(
      `${options.import}: ${fixes} to add.${survey.view.dialect === 'ad' ? '' : ` Put the home server in place of ${HOME_SERVER}.`}`,
    );
  }
  if (options.corrected !== undefined) told.push(writeCorrected(options.corrected, survey, read, options));
  for (const line of told) process.stderr.write(`${line}\n`);
}

type Read = HandedIn | undefined;

function writeCorrected(file: string, { findings }: LongSurvey, read: Read, options: WaveFiles): string {
  const table = read?.list.table;
  const opened = read?.opened;
  if (!table || !opened) throw new Misuse("--corrected writes the wizard's user list again; this is none.");
  if (options.file && isSame(file, options.file))
    throw new Misuse('--corrected writes a copy: name another file than the list itself.');
  const result = corrected(table, findings);
  const bytes = encoded(result.text, opened);
  if (!bytes)
    throw new Misuse(`A name from the directory cannot be written in ${opened.encoding}: save the list as UTF-8.`);
  write(file, bytes);
  return correctedText(result, file);
}

function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

/** In pieces, since the whole may be longer than a string can be. */
function write(file: string, content: Iterable<string> | Buffer): void {
  try {
    writeFileSync(file, '');
    for (const piece of Buffer.isBuffer(content) ? [content] : content) appendFileSync(file, piece);
  } catch (error) {
    throw new Misuse(`${file} cannot be written (${saidIn(error, 'code')}).`);
  }
}
