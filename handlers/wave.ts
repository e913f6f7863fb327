import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock } from '../lib/adapters/clock.ts';
import { openDirectory } from '../lib/adapters/directory/directory.ts';
import type { DirectorySettings } from '../lib/adapters/directory/settings.ts';
import { type SweptDirectory, sweepDirectory } from '../lib/adapters/directory/sweep/sweep.ts';
import { lazily, openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { assumptions, directorySettings, ledgerPlace, queuePlace, waveSplit } from '../lib/adapters/settings.ts';
import { collectOften } from '../lib/adapters/terminal/memory.ts';
import { type Answer, worker } from '../lib/adapters/worker.ts';
import { sentence, troubleSentence } from '../lib/cards/replies.ts';
import { DirectoryUnavailable, Misconfigured } from '../lib/errors.ts';
import { reportHowItIs } from '../lib/flows/doctor.ts';
import { examineAmong } from '../lib/flows/examine.ts';
import type { JudgeDeps } from '../lib/flows/judge-wave/deps.ts';
import { failWave } from '../lib/flows/judge-wave/fail.ts';
import { judgeWave } from '../lib/flows/judge-wave.ts';
import { proposePlan } from '../lib/flows/plan-wave.ts';
import { proposeUndo } from '../lib/flows/undo.ts';
import { judgeAmong, judgePart } from '../lib/flows/wave.ts';
import { answerTo, type Job, type JobOf } from '../lib/job.ts';
import type { Asked, Assumptions } from '../lib/migration/examination.ts';
import { membersAmong } from '../lib/wave/container.ts';
import { waveFindings } from './doctor/wave.ts';

/** Apart from the rest, so that a setting that is wrong can still be told. */
const kept = lazily(async () => ({
  ledger: openLedger(ledgerPlace(process.env), systemClock),
  queue: openQueue(queuePlace(process.env)),
  clock: systemClock,
}));

const secrets = openSecrets(['LDAP_BIND_PASSWORD']);
const passwordAgain = async () => (await secrets.again()).LDAP_BIND_PASSWORD;

const opened = whileCurrent(secrets, async (environment) => ({
  settings: { ...directorySettings(environment, 'read'), passwordAgain },
  assumptions: assumptions(environment),
  packAbove: waveSplit(environment),
}));

/** After so many people whatever else waits in this process gets its turn. */
const TURN = 200;

type Opened = {
  readonly settings: DirectorySettings;
  readonly assumptions: Assumptions;
  readonly packAbove: number;
};

/** Reads the directory once, to ask it for everybody as a single check would. */
const reading =
  ({ settings, assumptions: assumed, packAbove }: Opened): JudgeDeps['read'] =>
  async ({ wizard, onProgress }) => {
    const watched = (recipients: number): void => {
      if (recipients > packAbove) collectOften();
      onProgress(recipients);
    };
    const directory = await sweepDirectory(settings, { packAbove, onProgress: watched });
    const { view, count: recipients } = directory;
    const at = systemClock.now();
    const check = checkIn(directory, at, { ...assumed, ...(wizard ? { wizard } : {}) });
    const judge = inTurn(judgeAmong(directory.everybody, check));
    return {
      ...{ at, view, recipients },
      count: (container) => countIn(directory, container),
      members: (container, part, passBy) => membersAmong(directory.below(container, part), passBy),
      judged: (members, onProgress) => judgePart(members, { judge, onProgress }),
      close: () => directory.close(),
    };
  };

async function countIn(directory: SweptDirectory, container: string): Promise<number> {
  let people = 0;
  for (const _ of membersAmong(directory.below(container), () => undefined)) {
    people += 1;
    if (people % TURN === 0) await nextTurn();
  }
  return people;
}

/** Asks those who were read as a single check would. */
function checkIn({ everybody }: SweptDirectory, at: string, assumed: Assumptions) {
  const deps = { everybody, clock: { now: () => at }, assumptions: assumed };
  return (question: Pick<Asked, 'who' | 'source'>) =>
    examineAmong({ ...question, wizard: assumed.wizard, observed: false }, deps);
}

/** Nobody waits for what is in memory, but when it is others' turn. */
function inTurn<Question, Answer>(
  answer: (question: Question) => Answer,
): (question: Question) => Answer | Promise<Answer> {
  const later = async (question: Question) => {
    await nextTurn();
    return answer(question);
  };
  let asked = 0;
  return (question) => {
    asked += 1;
    return asked % TURN === 0 ? later(question) : answer(question);
  };
}

/** Reads the directory once more, and asks it for everybody who is to be in a plan. */
async function planned(job: JobOf<'plan'>): Promise<void> {
  const { settings, assumptions: assumed, packAbove } = await opened();
  const deps = await kept();
  const wave = await deps.ledger.waves.wave(job.waveId);
  const wizard = wave?.wizard ? { wizard: wave.wizard } : {};
  const read: SweptDirectory[] = [];
  const swept = async () => {
    const directory = await sweepDirectory(settings, { packAbove });
    read.push(directory);
    return inTurn(checkIn(directory, systemClock.now(), { ...assumed, ...wizard }));
  };
  try {
    await proposePlan(job, { ...deps, assumptions: assumed, swept });
  } finally {
    for (const directory of read) await directory.close();
  }
}

/** The undo of a plan of so many people that a check has no time for it. */
async function takenBack(job: JobOf<'undo'>): Promise<void> {
  const { settings, assumptions: assumed } = await opened();
  const directory = openDirectory(settings);
  try {
    await proposeUndo(job, { ...(await kept()), directory, assumptions: assumed });
  } finally {
    await directory.close();
  }
}

/** Before anything is opened, since what cannot be opened is what is to be told. */
const look = (job: JobOf<'doctor'>): Promise<void> =>
  reportHowItIs(
    job,
    { from: 'wave', through: 'waves' },
    { queue: openQueue(queuePlace(process.env)), clock: systemClock, look: () => waveFindings(process.env) },
  );

async function run(job: Job): Promise<void> {
  if (job.kind === 'doctor') return look(job);
  if (job.kind === 'plan') return planned(job);
  if (job.kind === 'undo') return takenBack(job);
  if (job.kind !== 'judge-wave') throw new Error(`wave does not do ${job.kind}`);
  const deps = await kept();
  const directory = await opened();
  await judgeWave(job, { ...deps, split: directory.packAbove, read: reading(directory) });
}

function whyOf(error: unknown): string | undefined {
  if (error instanceof DirectoryUnavailable) return `${troubleSentence(error.trouble)} (${error.server})`;
  return error instanceof Misconfigured ? `migcheck is not set up right: ${error.message}.` : undefined;
}

/** A directory that cannot be asked is told at once; a person asks again sooner than a queue would. */
const answer: Answer = async (job, error, lastAttempt) => {
  if (job.kind !== 'judge-wave' && job.kind !== 'plan' && job.kind !== 'undo') return undefined;
  const after = `It failed several times. Job ${job.id}.`;
  const why = whyOf(error) ?? (lastAttempt ? after : undefined);
  if (!why) return undefined;
  if (job.kind !== 'judge-wave') {
    await (await kept()).queue.send('talk', answerTo(job, sentence(`Nothing was proposed. ${why}`)));
    return 'answered';
  }
  await failWave(job.waveId, why, await kept());
  return 'answered';
};

/** Queue "waves": read-only work on the directory that is about many people, and takes long. */
export const handler = worker(run, answer);
