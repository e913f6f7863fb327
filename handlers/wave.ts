import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock } from '../lib/adapters/clock.ts';
import type { DirectorySettings } from '../lib/adapters/directory/settings.ts';
import { type SweptDirectory, sweepDirectory } from '../lib/adapters/directory/sweep/sweep.ts';
import { lazily, openSecrets, whileCurrent } from '../lib/adapters/environment.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../lib/adapters/queue.ts';
import { assumptions, directorySettings, ledgerPlace, queuePlace, waveSplit } from '../lib/adapters/settings.ts';
import { type Answer, worker } from '../lib/adapters/worker.ts';
import { sentence, troubleSentence } from '../lib/cards/replies.ts';
import { DirectoryUnavailable, Misconfigured, Misuse } from '../lib/errors.ts';
import { examineAmong } from '../lib/flows/examine.ts';
import { failWave, type Judging, judgeWave } from '../lib/flows/judge-wave.ts';
import { proposePlan } from '../lib/flows/plan-wave.ts';
import { surveyWave } from '../lib/flows/wave.ts';
import { answerTo, type Job, type JobOf } from '../lib/job.ts';
import type { Asked, Assumptions } from '../lib/migration/examination.ts';
import { listOf } from '../lib/wave/container.ts';
import type { Survey } from '../lib/wave/survey.ts';
import { MOST_PEOPLE } from '../lib/wave/wave.ts';

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

const tooMany = (people: number): string =>
  `These are ${people} people; from Slack ${MOST_PEOPLE} are checked at a time. Name a smaller container, or ask from a terminal: npm run -s migcheck -- wave --container DN`;

type Opened = {
  readonly settings: DirectorySettings;
  readonly assumptions: Assumptions;
  readonly packAbove: number;
};

/** Reads the directory once, and asks it for everybody as a single check would. */
async function judged(
  { of, wizard, onProgress }: Judging,
  { settings, assumptions: assumed, packAbove }: Opened,
): Promise<Survey> {
  const directory = await sweepDirectory(settings, {
    packAbove,
    onProgress: (people) => onProgress({ doing: 'reading', people }),
  });
  const list = 'list' in of ? of.list : listOf(directory.below(of.container));
  if (list.members.length > MOST_PEOPLE) throw new Misuse(tooMany(list.members.length));
  const survey = await surveyWave(list, {
    clock: systemClock,
    check: checkIn(directory, { ...assumed, ...(wizard ? { wizard } : {}) }),
    onProgress: (people) => onProgress({ doing: 'checking', people, of: list.members.length }),
  });
  return { ...survey, view: directory.view, recipients: directory.count };
}

type Question = Pick<Asked, 'who' | 'source'>;

/** Asks those who were read as a single check would; nobody waits for what is in memory, but when it is others' turn. */
function checkIn({ everybody }: SweptDirectory, assumed: Assumptions) {
  const at = systemClock.now();
  const deps = { everybody, clock: { now: () => at }, assumptions: assumed };
  const check = (question: Question) => examineAmong({ ...question, wizard: assumed.wizard, observed: false }, deps);
  const inTurn = async (question: Question) => {
    await nextTurn();
    return check(question);
  };
  let asked = 0;
  return (question: Question) => {
    asked += 1;
    return asked % TURN === 0 ? inTurn(question) : check(question);
  };
}

/** Reads the directory once more, and asks it for everybody who is to be in a plan. */
async function planned(job: JobOf<'plan'>): Promise<void> {
  const { settings, assumptions: assumed, packAbove } = await opened();
  const deps = await kept();
  const wave = await deps.ledger.waves.wave(job.waveId);
  const wizard = wave?.wizard ? { wizard: wave.wizard } : {};
  const swept = async () => checkIn(await sweepDirectory(settings, { packAbove }), { ...assumed, ...wizard });
  await proposePlan(job, { ...deps, assumptions: assumed, swept });
}

async function run(job: Job): Promise<void> {
  if (job.kind === 'plan') return planned(job);
  if (job.kind !== 'judge-wave') throw new Error(`wave does not do ${job.kind}`);
  const deps = await kept();
  await judgeWave(job, { ...deps, judge: async (judging) => judged(judging, await opened()) });
}

function whyOf(error: unknown): string | undefined {
  if (error instanceof DirectoryUnavailable) return `${troubleSentence(error.trouble)} (${error.server})`;
  if (error instanceof Misuse) return error.message;
  return error instanceof Misconfigured ? `migcheck is not set up right: ${error.message}.` : undefined;
}

/** A directory that cannot be asked is told at once; a person asks again sooner than a queue would. */
const answer: Answer = async (job, error, lastAttempt) => {
  if (job.kind !== 'judge-wave' && job.kind !== 'plan') return undefined;
  const after = `It failed several times. Job ${job.id}.`;
  const why = whyOf(error) ?? (lastAttempt ? after : undefined);
  if (!why) return undefined;
  if (job.kind === 'plan') {
    await (await kept()).queue.send('talk', answerTo(job, sentence(`No plan was proposed. ${why}`)));
    return 'answered';
  }
  await failWave(job.waveId, why, await kept());
  return 'answered';
};

/** Queue "waves": read-only work on the directory that is about many people, and takes long. */
export const handler = worker(run, answer);
