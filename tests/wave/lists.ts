import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeMsAddress } from '../../lib/migration/address.ts';
import { writeWho } from '../../lib/migration/examination.ts';
import { isWrongFile, type List, type WrongFile } from '../../lib/wave/list.ts';
import { openFile } from '../../lib/wave/open-file.ts';
import { readList } from '../../lib/wave/read/read-list.ts';

const folder = join(__dirname, '..', 'fixtures', 'lists');

export const bytesOf = (name: string): Buffer => readFileSync(join(folder, name));

/** What a file is read as, from its bytes on. */
export function handedIn(bytes: Uint8Array): List | WrongFile {
  const opened = openFile(bytes);
  return isWrongFile(opened) ? opened : readList(opened.text);
}

export function listIn(name: string): List {
  const list = handedIn(bytesOf(name));
  if (isWrongFile(list)) throw new Error(`${name}: ${list.problem}`);
  return list;
}

/** Everybody on a list: the line, whom the directory is asked for, and from which address they are migrated. */
export const asked = ({ members }: List): readonly string[] =>
  members.map(
    ({ line, who, source }) => `${line} ${who.by} ${writeWho(who)}${source ? ` as ${writeMsAddress(source)}` : ''}`,
  );

/** Every finding: the line, what it is, whether it can be mended. */
export const told = ({ findings }: List): readonly string[] =>
  findings.map(({ line, what, mends }) => `${line} ${what}${mends ? ', mended' : ''}`);
