import { judgeJob } from '../../job.ts';
import type { Finding } from '../../wave/findings.ts';
import { isWrongFile, type List, type Member } from '../../wave/list.ts';
import { openFile } from '../../wave/open-file.ts';
import { membersIn, type Part, partsOf } from '../../wave/part.ts';
import { readList } from '../../wave/read/read-list.ts';
import type { Survey } from '../../wave/survey.ts';
import type { Wave, WaveWork } from '../../wave/wave.ts';
import { WaveOver } from './beat.ts';
import type { JudgeDeps, ReadDirectory } from './deps.ts';
import { findingsFor } from './findings-beside.ts';

/** Whom a part of a wave is about, and what is wrong with their lines. */
export type Whom = {
  readonly members: Iterable<Member>;
  readonly findings: readonly Finding[];
  /** What this part says of the list; of a container it is known when everybody was asked for. */
  readonly list: () => Survey['list'];
};

/** The people of a part of a list. The list itself is not kept while the directory is read. */
export async function onList(work: WaveWork, deps: JudgeDeps): Promise<Whom> {
  const list = await listOf(work.wave, deps);
  const { members: everybody, format } = list;
  const part = await partIn(work, everybody.length, deps);
  const mine = part.of === 1 ? everybody : membersIn(everybody, part);
  const isFirst = part.number === 0;
  const leftOut = isFirst ? list.leftOut : 0;
  const findings = findingsFor(list.findings, { everybody, mine, isFirst });
  return { members: mine, findings, list: () => ({ format, leftOut }) };
}

async function listOf(wave: Wave, { ledger }: JudgeDeps): Promise<List> {
  const opened = openFile((await ledger.waves.list(wave.id)) ?? Buffer.of());
  const list = isWrongFile(opened) ? opened : readList(opened.text);
  // It was read as a list when it was handed in.
  if (isWrongFile(list)) throw new Error(`The list of wave ${wave.id} cannot be read again`);
  return list;
}

/** The people of a part of a container; how many there are in all of it, the directory has to be asked. */
export async function inContainer(work: WaveWork, directory: ReadDirectory, deps: JudgeDeps): Promise<Whom> {
  const { subject } = work.wave;
  const dn = subject.kind === 'container' ? subject.dn : '';
  const part = await partIn(work, work.wave.people ?? (await directory.count(dn)), deps);
  let leftOut = 0;
  const passBy = (): void => {
    leftOut += 1;
  };
  return {
    members: directory.members(dn, part, passBy),
    findings: [],
    list: () => ({ format: 'container', leftOut }),
  };
}

/** The part that is to be worked; where nobody did before, says into how many a wave is cut, and sends for the others. */
async function partIn(work: WaveWork, people: number, deps: JudgeDeps): Promise<Part> {
  const { wave, part: number } = work;
  if (wave.people !== undefined) return { number, of: wave.parts.length };
  const [, ...others] = partsOf(people, deps.split);
  const cut = await deps.ledger.waves.cut(work, { parts: others.length + 1, people });
  if (!cut) throw new WaveOver();
  for (const other of others) await deps.queue.send('waves', judgeJob(wave.id, `${other.number}`, other.number));
  return { number, of: cut.parts.length };
}
