import { sentence } from '../cards/replies.ts';
import { answerTo, type JobOf } from '../job.ts';
import { type Draft, draftOf } from '../migration/draft.ts';
import type { Asked, Examination } from '../migration/examination.ts';
import { ofWave } from '../migration/people.ts';
import type { KeptSurvey, Ledger, Queue } from '../ports.ts';
import { MOST_IN_A_PLAN, pagesOf, plannable } from '../wave/plan/people.ts';
import { fixesIn } from '../wave/summary.ts';
import type { WaveFix } from '../wave/verdict.ts';

type Check = (question: Pick<Asked, 'who' | 'source'>) => Examination | Promise<Examination>;

type Deps = {
  /** Reads the directory as it is now; the same check as for one person, on that. */
  readonly swept: () => Promise<Check>;
  readonly ledger: Ledger;
  readonly queue: Queue;
  readonly assumptions: { readonly canWrite: boolean };
};

const READ_ONLY =
  'Nothing can be proposed: there is no write account that may be used (LDAP_WRITE_BIND_DN; on a local page also LOCAL_WRITES).';
const GONE = 'What was found of that wave is not kept any more, or it has not ended. Hand the list in again.';
const TOO_MANY = `No plan was proposed: it would have more than ${MOST_IN_A_PLAN} people. Check them container by container, or by lists of fewer people.`;

const FROM_WAVE = 'the list, or the directory, as the wave found it';

/** What the directory offers for somebody now; nothing where that is not what the wave found. */
async function offeredNow(fix: WaveFix, waveId: string, check: Check): Promise<readonly Draft[]> {
  const draft = draftOf(await check({ who: { by: 'dn', dn: fix.dn }, source: fix.source }), waveId);
  const isSame = draft?.fix.value === fix.value && draft.fix.identity === fix.identity;
  if (!draft || !isSame) return [];
  return [{ ...draft, because: { ...draft.because, sourceFrom: FROM_WAVE } }];
}

const people = (count: number): string => (count === 1 ? '1 person is' : `${count} people are`);

function leftOutSays(changed: number, doubles: number): string {
  const said = [
    ...(changed > 0 ? [`${people(changed)} left out, since the directory has changed there.`] : []),
    ...(doubles > 0 ? [`${people(doubles)} left out, since the list has them, or their address, twice.`] : []),
  ];
  return said.join(' ');
}

async function fixesOf({ pieces }: KeptSurvey): Promise<readonly WaveFix[]> {
  const fixes: WaveFix[] = [];
  for (const piece of pieces) for (const { fix } of (await piece.read()).verdicts) if (fix) fixes.push(fix);
  return fixes;
}

/** Looks again at everybody whom a wave offers a fix for, and has what is still right proposed as one plan. */
export async function proposePlan(job: JobOf<'plan'>, deps: Deps): Promise<void> {
  const { ledger, queue, assumptions } = deps;
  const say = (text: string) => queue.send('talk', answerTo(job, sentence(text)));
  if (!assumptions.canWrite) return say(READ_ONLY);
  const [wave, survey] = [await ledger.waves.wave(job.waveId), await ledger.waves.survey(job.waveId)];
  if (!wave || !survey) return say(GONE);
  if (fixesIn(survey) > MOST_IN_A_PLAN) return say(TOO_MANY);
  const fixes = await fixesOf(survey);
  const check = await deps.swept();
  const drafts: Draft[] = [];
  for (const fix of fixes) drafts.push(...(await offeredNow(fix, job.waveId, check)));
  const { people: planned, doubles } = plannable(drafts);
  const leftOut = leftOutSays(fixes.length - drafts.length, doubles.length);
  if (planned.length === 0) return say(`Nobody in this wave has a fix that can be proposed now. ${leftOut}`.trim());
  const pages = pagesOf(planned);
  const list = await ledger.savePeople(pages);
  const { kind: _, waveId: __, id, ...asked } = job;
  const open = {
    ...asked,
    id: `${id}:open`,
    admitted: true,
    proposalId: id,
    list,
    pages: pages.length,
    of: ofWave(wave.first ?? wave.id),
  };
  return queue.send('talk', { kind: 'open-plan', ...open, ...(leftOut ? { leftOut } : {}) });
}
