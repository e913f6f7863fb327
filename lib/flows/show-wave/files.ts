import { plural } from '../../cards/plural.ts';
import { waveDocument, waveTable } from '../../cards/wave-document.ts';
import type { WaveFile } from '../../cards/wave-replies.ts';
import type { NewFile } from '../../ports.ts';
import { type Finding, remarkOn } from '../../wave/findings.ts';
import { isWrongFile } from '../../wave/list.ts';
import { encoded, openFile } from '../../wave/open-file.ts';
import { readList } from '../../wave/read/read-list.ts';
import type { Survey } from '../../wave/survey.ts';
import { titleOf, type Wave } from '../../wave/wave.ts';
import { corrected } from '../../wave/write/corrected.ts';
import { directoryImport, HOME_SERVER } from '../../wave/write/directory-import.ts';

type File = NewFile & WaveFile;

/** The whole as a table and as a document; what is to be mended as a list and as an import, where there is something. */
export function filesOf(wave: Wave, survey: Survey, list: Uint8Array | undefined): readonly File[] {
  const base = baseOf(titleOf(wave));
  return [
    { name: `${base}-report.csv`, is: 'everybody, one row a person', content: inOne(waveTable(survey)) },
    { name: `${base}-report.json`, is: 'the same for programs', content: inOne(waveDocument(survey)) },
    ...correctedList(base, survey, list),
    ...importFile(base, survey),
  ];
}

/** Longer than a string could be, it is still one file. */
const inOne = (pieces: Iterable<string>): Buffer => Buffer.concat([...pieces].map((piece) => Buffer.from(piece)));

/** What a file system takes anywhere. */
function baseOf(title: string): string {
  const plain = title
    .replace(/\.[a-z]{1,4}$/i, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 60);
  return plain.replace(/^[.-]+|[.-]+$/g, '') || 'wave';
}

function correctedList(base: string, { findings }: Survey, list: Uint8Array | undefined): readonly File[] {
  const opened = list && openFile(list);
  if (!opened || isWrongFile(opened)) return [];
  const read = readList(opened.text);
  if (isWrongFile(read) || !read.table) return [];
  const { text, mended, left } = corrected(read.table, findings);
  const name = `${base}-corrected.csv`;
  const bytes = encoded(text, opened);
  const what = `the user list with ${plural(mended.length, 'thing', 'things')} mended, ${failing(left)} left to a person`;
  if (bytes) return [{ name, is: what, content: bytes }];
  return [{ name, is: `${what}; in UTF-8, since ${opened.encoding} has no letter for a name in it`, content: text }];
}

const failing = (findings: readonly Finding[]): number => findings.filter((finding) => remarkOn(finding).fails).length;

function importFile(base: string, { verdicts, view }: Survey): readonly File[] {
  const fixes = verdicts.filter(({ fix }) => fix).length;
  if (fixes === 0) return [];
  const what = `${plural(fixes, 'MIGRATE proxy', 'MIGRATE proxies')} to add, for teams that may not write over LDAP`;
  const content = directoryImport(verdicts);
  return view.dialect === 'ad'
    ? [{ name: `${base}-import.ldif`, is: what, content }]
    : [{ name: `${base}-import.csv`, is: `${what}; put the home server in place of ${HOME_SERVER}`, content }];
}
