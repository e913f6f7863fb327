import { parseArgs } from 'node:util';
import { sweepDirectory } from '../../lib/adapters/directory/sweep/sweep.ts';
import { assumptions, directorySettings, type Environment, waveSplit } from '../../lib/adapters/settings.ts';
import { collectLess } from '../../lib/adapters/terminal/memory.ts';
import { openProgress, type Progress } from '../../lib/adapters/terminal/progress.ts';
import { waveDocument } from '../../lib/cards/wave-document.ts';
import { waveText } from '../../lib/cards/wave-text.ts';
import { Misuse } from '../../lib/errors.ts';
import { isSound } from '../../lib/wave/survey.ts';
import { handedIn, saidIn, type WaveFiles, writeFiles } from './wave-files.ts';
import { type People, surveyed } from './wave-survey.ts';

type Options = WaveFiles & { readonly container?: string; readonly json: boolean };

/** Answers what will become of everybody on a list or in a container; it reads the directory once. */
export async function* wave(argv: readonly string[], environment: Environment): AsyncGenerator<string, 0 | 1> {
  const options = optionsIn(argv);
  const settings = settingsIn(environment);
  // A file that is none costs no directory a question.
  const read = options.file === undefined ? undefined : handedIn(options.file);
  collectLess();
  const progress = openProgress(process.stderr);
  try {
    const survey = await surveyOf(read ?? { container: options.container ?? '' }, settings, progress);
    if (survey.verdicts.length === 0 && survey.findings.length === 0)
      throw new Misuse(`There is nobody to check ${read ? 'on this list' : 'in this container'}.`);
    progress.done();
    writeFiles(survey, options, read);
    yield* options.json ? waveDocument(survey) : inLines(waveText(survey));
    return isSound(survey) ? 0 : 1;
  } finally {
    progress.done();
  }
}

const settingsIn = (environment: Environment) => ({
  directory: directorySettings(environment, 'read'),
  assumptions: assumptions(environment),
  split: waveSplit(environment),
});

async function surveyOf(people: People, settings: ReturnType<typeof settingsIn>, progress: Progress) {
  const { split } = settings;
  const directory = await sweepDirectory(settings.directory, {
    onProgress: (count) => progress.at('Reading recipients', count),
    packAbove: split,
  });
  try {
    return await surveyed(people, directory, {
      ...{ split, assumptions: settings.assumptions },
      onProgress: (some, of) => progress.at('Checking', some, of),
    });
  } finally {
    // What was read is not kept while the answer is written.
    await directory.close();
  }
}

function* inLines(lines: Iterable<string>): Generator<string> {
  let before = '';
  for (const line of lines) {
    yield before + line;
    before = '\n';
  }
}

function optionsIn(argv: readonly string[]): Options {
  const file = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, container: file, csv: file, corrected: file, import: file },
    });
    if (positionals.length > 1) throw new Misuse('One list at a time.');
    if ((positionals.length === 1) === (values.container !== undefined))
      throw new Misuse('Name a list (a file), or a container with --container, and not both.');
    return { ...values, json: values.json ?? false, ...(positionals[0] ? { file: positionals[0] } : {}) };
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse(saidIn(error, 'message'));
  }
}
