import { surveyed } from '../../handlers/cli/wave-survey.ts';
import type { DirectorySettings } from '../../lib/adapters/directory/settings.ts';
import { sweepDirectory } from '../../lib/adapters/directory/sweep/sweep.ts';
import { collectLess } from '../../lib/adapters/terminal/memory.ts';
import { waveDocument, waveTable } from '../../lib/cards/wave-document.ts';
import { waveText } from '../../lib/cards/wave-text.ts';
import { ASSUMPTIONS } from './wave-run.ts';

/** What a wave of a whole organisation took, in milliseconds and bytes. */
type MillionRun = {
  readonly sweep: number;
  readonly diagnosis: number;
  readonly report: number;
  readonly peak: number;
  readonly recipients: number;
  readonly people: number;
};

/** Reads the directory, checks everybody in it in parts and writes all reports, as migcheck wave --container does. */
export async function runMillion(settings: DirectorySettings, split: number): Promise<MillionRun> {
  collectLess();
  const { survey, sweep, diagnosis } = await judged(settings, split);
  const start = performance.now();
  let written = 0;
  for (const report of [waveText(survey), waveTable(survey), waveDocument(survey)])
    for (const piece of report) written += piece.length;
  if (written === 0) throw new Error('Nothing was reported');
  const report = performance.now() - start;
  const peak = process.resourceUsage().maxRSS * 1024;
  return { sweep, diagnosis, report, peak, recipients: survey.recipients, people: survey.verdicts.length };
}

async function judged(settings: DirectorySettings, split: number) {
  const start = performance.now();
  const directory = await sweepDirectory(settings, { packAbove: split });
  const swept = performance.now();
  const survey = await surveyed({ container: '' }, directory, {
    ...{ split, assumptions: ASSUMPTIONS },
    onProgress: () => undefined,
  });
  await directory.close();
  return { survey, sweep: swept - start, diagnosis: performance.now() - swept };
}
