import { readFileSync } from 'node:fs';
import { systemClock } from '../../lib/adapters/clock.ts';
import type { DirectorySettings } from '../../lib/adapters/directory/settings.ts';
import { sweepDirectory } from '../../lib/adapters/directory/sweep/sweep.ts';
import { collectLess } from '../../lib/adapters/terminal/memory.ts';
import { waveDocument, waveTable } from '../../lib/cards/wave-document.ts';
import { waveText } from '../../lib/cards/wave-text.ts';
import { examineAmong } from '../../lib/flows/examine.ts';
import { judgeAmong, surveyWave } from '../../lib/flows/wave.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import { isWrongFile } from '../../lib/wave/list.ts';
import { openFile } from '../../lib/wave/open-file.ts';
import { readList } from '../../lib/wave/read/read-list.ts';

/** What one wave took, in milliseconds and bytes, and what came of it. */
type WaveRun = {
  readonly list: number;
  readonly sweep: number;
  readonly diagnosis: number;
  readonly report: number;
  readonly peak: number;
  readonly recipients: number;
  readonly kinds: Readonly<Record<string, number>>;
};

export const ASSUMPTIONS = { wizard: 'unknown', template: MIGRATE_TEMPLATE, postOffices: [], canWrite: true } as const;

/** Reads a list, reads the directory, checks everybody and writes all reports, as migcheck wave does. */
export async function runWave(file: string, settings: DirectorySettings): Promise<WaveRun> {
  const start = performance.now();
  collectLess();
  const opened = openFile(readFileSync(file));
  const list = isWrongFile(opened) ? opened : readList(opened.text);
  if (isWrongFile(list)) throw new Error(list.problem);
  const read = performance.now();
  const directory = await sweepDirectory(settings);
  const swept = performance.now();
  const at = systemClock.now();
  const { everybody } = directory;
  const deps = { everybody, clock: { now: () => at }, assumptions: ASSUMPTIONS };
  const half = await surveyWave(list, {
    clock: systemClock,
    judge: judgeAmong(everybody, (question) => examineAmong({ ...question, wizard: 'unknown', observed: false }, deps)),
    onProgress: () => undefined,
  });
  const judged = performance.now();
  const survey = { ...half, view: directory.view, recipients: directory.count };
  await directory.close();
  let written = 0;
  for (const report of [waveText(survey), waveTable(survey), waveDocument(survey)])
    for (const piece of report) written += piece.length;
  if (written === 0) throw new Error('Nothing was reported');
  const kinds: Record<string, number> = {};
  for (const { kind } of survey.verdicts) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    list: read - start,
    sweep: swept - read,
    diagnosis: judged - swept,
    report: performance.now() - judged,
    peak: process.resourceUsage().maxRSS * 1024,
    recipients: survey.recipients,
    kinds,
  };
}
