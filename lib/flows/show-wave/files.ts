import { grouped, plural } from '../../cards/plural.ts';
import { waveDocument, waveTable } from '../../cards/wave-document.ts';
import type { WaveFile } from '../../cards/wave-replies.ts';
import type { KeptSurvey, NewFile, SurveyPiece } from '../../ports.ts';
import { type Finding, remarkOn } from '../../wave/findings.ts';
import { isWrongFile } from '../../wave/list.ts';
import { encoded, openFile } from '../../wave/open-file.ts';
import { readList } from '../../wave/read/read-list.ts';
import type { Survey } from '../../wave/survey.ts';
import type { Verdict } from '../../wave/verdict.ts';
import { titleOf, type Wave } from '../../wave/wave.ts';
import { corrected } from '../../wave/write/corrected.ts';
import { directoryImport, HOME_SERVER } from '../../wave/write/directory-import.ts';

type File = NewFile & WaveFile;

/** As many people stand in one file: so many rows a spreadsheet opens, and a function makes and uploads in its time. */
const MOST_IN_A_FILE = 100_000;

/** People whose files go into the thread together, the how-manieth of how many. */
export type Batch = { readonly pieces: readonly SurveyPiece[]; readonly number: number; readonly of: number };

/** The people of a survey as they are attached, in their order; one batch, if that is all. */
export function batchesOf({ pieces }: Pick<KeptSurvey, 'pieces'>): readonly Batch[] {
  const batches: SurveyPiece[][] = [[]];
  let people = 0;
  for (const piece of pieces) {
    people += piece.people;
    if (people > MOST_IN_A_FILE) {
      batches.push([]);
      people = piece.people;
    }
    batches.at(-1)?.push(piece);
  }
  return batches.map((some, index) => ({ pieces: some, number: index + 1, of: batches.length }));
}

type From = { readonly batch: Batch; readonly list: Uint8Array | undefined };

/**
 * A batch as a table and as a document; what is to be mended as an import, where there is something, and with the first
 * batch the whole list corrected.
 */
export async function filesOf(wave: Wave, survey: KeptSurvey, { batch, list }: From): Promise<readonly File[]> {
  const { number, of } = batch;
  const base = baseOf(titleOf(wave));
  const part = of > 1 ? `-${number}-of-${of}` : '';
  const some = await read(survey, batch);
  const says = of > 1 ? `, in ${of} files of at most ${grouped(MOST_IN_A_FILE)} people` : '';
  const document = waveDocument(some, of > 1 ? { number, of } : undefined);
  return [
    { name: `${base}-report${part}.csv`, is: `everybody, one row a person${says}`, content: inOne(waveTable(some)) },
    { name: `${base}-report${part}.json`, is: `the same for programs${says}`, content: inOne(document) },
    ...(number === 1 ? correctedList(base, await findingsOf(survey), list) : []),
    ...importFile(`${base}-import${part}`, some),
  ];
}

async function read({ at, list, view, recipients }: KeptSurvey, { pieces }: Batch): Promise<Survey> {
  const verdicts: Verdict[] = [];
  const findings: Finding[] = [];
  for (const piece of pieces) {
    const some = await piece.read();
    for (const verdict of some.verdicts) verdicts.push(verdict);
    for (const finding of some.findings) findings.push(finding);
  }
  return { at, list, view, recipients, verdicts, findings: findings.sort(byLine) };
}

async function findingsOf({ pieces, remarks }: KeptSurvey): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (remarks.length > 0)
    for (const piece of pieces) for (const finding of await piece.findings()) findings.push(finding);
  return findings.sort(byLine);
}

const byLine = (a: Finding, b: Finding): number => a.line - b.line;

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

type Findings = readonly Finding[];

function correctedList(base: string, findings: Findings, list: Uint8Array | undefined): readonly File[] {
  const opened = list && openFile(list);
  if (!opened || isWrongFile(opened)) return [];
  const read = readList(opened.text);
  if (isWrongFile(read) || !read.table) return [];
  const { text, mended, left } = corrected(read.table, findings);
  const name = `${base}-corrected.csv`;
  const bytes = encoded(text, opened);
  const what = `the user list with ${plural(mended.length, 'thing', 'things')} mended, ${grouped(failing(left))} left to a person`;
  if (bytes) return [{ name, is: what, content: bytes }];
  return [{ name, is: `${what}; in UTF-8, since ${opened.encoding} has no letter for a name in it`, content: text }];
}

const failing = (findings: Findings): number => findings.filter((finding) => remarkOn(finding).fails).length;

function importFile(name: string, { verdicts, view }: Survey): readonly File[] {
  const fixes = verdicts.filter(({ fix }) => fix).length;
  if (fixes === 0) return [];
  const what = `${plural(fixes, 'MIGRATE proxy', 'MIGRATE proxies')} to add, for teams that may not write over LDAP`;
  const content = directoryImport(verdicts);
  return view.dialect === 'ad'
    ? [{ name: `${name}.ldif`, is: what, content }]
    : [{ name: `${name}.csv`, is: `${what}; put the home server in place of ${HOME_SERVER}`, content }];
}
