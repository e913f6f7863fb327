import type { Card } from '../cards/card.ts';
import { doctorCard } from '../cards/doctor-card.ts';
import { sentence } from '../cards/replies.ts';
import { type Finding, findingsOf } from '../doctor/finding.ts';
import { judgeLeg } from '../doctor/queues.ts';
import type { JobOf, QueueName } from '../job.ts';
import type { Addressee, Chat, Clock, Ledger, Queue } from '../ports.ts';

type Doctor = JobOf<'doctor'>;
type Report = JobOf<'doctor-report'>;
type Place = Exclude<Report['from'], 'deadline'>;

/** Whoever looks, and at most this long in seconds: then the card says who did not answer. */
const PLACES = ['talk', 'check', 'wave', 'fix'] as const satisfies readonly Place[];
const DEADLINE_SECONDS = 45;

type Sent = { queue: Queue; clock: Clock };
type Asked = Sent & {
  chat: Chat;
  ledger: Ledger;
  policy: { readonly approvers: readonly string[] };
  /** What talk itself can look at; `job` says where it was asked. */
  look: (job: Doctor) => Promise<readonly Finding[]>;
};

const TERMINAL = 'In a terminal it needs no leave: npm run -s migcheck -- doctor.';

async function whyNot({ by }: Doctor, { chat, policy }: Asked): Promise<Card | undefined> {
  if (policy.approvers.length === 0)
    return sentence(`Approvers alone may ask that, and APPROVERS is empty. ${TERMINAL}`);
  const members = await chat.members(policy.approvers);
  if (members === 'unreadable')
    return sentence(`Approvers alone may ask that, and who they are cannot be read from Slack now. ${TERMINAL}`);
  return members.includes(by.user)
    ? undefined
    : sentence('Approvers alone may ask how migcheck is (APPROVERS): the answer names servers and settings.');
}

const begunKey = (id: string): string => `${id}:begun`;
const toldKey = (id: string): string => `${id}:told`;
const findingsKey = (id: string, place: Place): string => `${id}:${place}:findings`;

/** Has check, wave and fix look, looks itself, and lets what comes back be put together. */
export async function askHowItIs(job: Doctor, deps: Asked): Promise<void> {
  const { chat, ledger, queue, clock } = deps;
  const to: Addressee = { user: job.by.user, replyTo: job.replyTo };
  const refusal = await whyNot(job, deps);
  if (refusal) return chat.answer(to, refusal);
  await ledger.markDone(begunKey(job.id), JSON.stringify(to));
  const ask = { ...job, sentAt: clock.now() };
  await queue.send('checks', ask);
  await queue.send('waves', ask);
  await queue.send('fixes', ask, { group: 'doctor' });
  const late = { from: 'deadline', findings: [] } as const;
  await queue.send('talk', reportOf(job, late, clock), { delaySeconds: DEADLINE_SECONDS });
  await queue.send('talk', reportOf(job, { from: 'talk', findings: await deps.look(job) }, clock));
}

const reportOf = ({ id }: Doctor, what: Pick<Report, 'from' | 'findings'>, clock: Clock): Report => ({
  kind: 'doctor-report',
  schema: 1,
  id: `${id}:${what.from}`,
  doctor: id,
  sentAt: clock.now(),
  ...what,
});

/** How long the message in which a place was asked, or answered, took through a queue. */
const legTo = (through: QueueName, sentAt: string | undefined, clock: Clock): readonly Finding[] =>
  sentAt ? [judgeLeg({ through, ms: Math.max(0, Date.parse(clock.now()) - Date.parse(sentAt)) })] : [];

/** What check, wave or fix does: it looks, and hands over what it found. */
export async function reportHowItIs(
  job: Doctor,
  { from, through }: { readonly from: Exclude<Place, 'talk'>; readonly through: QueueName },
  { queue, clock, look }: Sent & { look: () => Promise<readonly Finding[]> },
): Promise<void> {
  const leg = legTo(through, job.sentAt, clock);
  await queue.send('talk', reportOf(job, { from, findings: [...leg, ...(await look())] }, clock));
}

function silent(place: Place): Finding {
  const say = findingsOf('Queues');
  const [tried, came] = [`asking ${place}`, `no answer within ${DEADLINE_SECONDS} s`];
  const cure = `Its log says why (log group /aws/lambda/migcheck-STAGE-${place}). A function in a subnet that reaches no SQS or SSM endpoint times out like that.`;
  return place === 'wave'
    ? say.warning(tried, came, `It may be at work: it judges two waves at a time, for minutes. Ask again. ${cure}`)
    : say.broken(tried, came, cure);
}

/** Keeps what one place found; tells when all have answered, or when nobody is waited for any longer. */
export async function collectReports(
  job: Report,
  { chat, ledger, clock }: { chat: Chat; ledger: Ledger; clock: Clock },
) {
  const { doctor, from } = job;
  const begun = await ledger.note(begunKey(doctor));
  if (!begun) return;
  if (from !== 'deadline') {
    const leg = from === 'talk' ? legTo('talk', job.sentAt, clock) : [];
    await ledger.markDone(findingsKey(doctor, from), JSON.stringify([...job.findings, ...leg]));
  }
  const reports = await Promise.all(
    PLACES.map(async (place) => [place, await ledger.note(findingsKey(doctor, place))] as const),
  );
  const missing = reports.flatMap(([place, note]) => (note ? [] : [silent(place)]));
  const told = await ledger.note(toldKey(doctor));
  if (told === 'all' || (missing.length > 0 && (from !== 'deadline' || told))) return;
  const findings = reports.flatMap(([, note]): readonly Finding[] => (note ? JSON.parse(note) : []));
  const to: Addressee = JSON.parse(begun);
  await chat.answer(to, doctorCard([...findings, ...missing]));
  await ledger.markDone(toldKey(doctor), missing.length > 0 ? 'some' : 'all');
}
