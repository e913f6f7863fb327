import { proposalCard, proposalNote } from '../../../lib/cards/proposal-card.ts';
import { verifyChain } from '../../../lib/migration/audit.ts';
import { ENDED, type Proposal } from '../../../lib/migration/proposal.ts';
import { controlsIn } from '../rig/people.ts';
import type { Fault } from './gate.ts';
import type { Lane } from './lane.ts';
import { JOHN, VALUE, type World } from './outside.ts';
import { locksIn, proposalsIn, type Rows, recordsIn } from './tables.ts';

/** What was done: where it began, what went wrong, and who is to have been answered. */
export type Story = { readonly begins: World; readonly fault: Fault; readonly answers: string | undefined };

/** All that is not as it has to be once everything is quiet, in words. */
export async function findings(lane: Lane, story: Story): Promise<readonly string[]> {
  const rows = await lane.tables.rows();
  const seen = { ...story, lane, rows, proposals: proposalsIn(rows) };
  return [inTheDirectory, written, ended, onRecord, told, answered, givenUp].flatMap((look) => look(seen));
}

type Seen = Story & {
  readonly lane: Lane;
  readonly rows: Rows;
  readonly proposals: readonly Proposal[];
};

/** The value is there exactly when the record says so. */
function inTheDirectory({ lane, proposals }: Seen): readonly string[] {
  const isThere = lane.proxies().includes(VALUE);
  const shouldBe = proposals.some(({ state }) => state === 'applied' || state === 'already-present');
  return isThere === shouldBe ? [] : [`the value is ${isThere ? '' : 'not '}in the directory; ${statesOf(proposals)}`];
}

const statesOf = (proposals: readonly Proposal[]): string =>
  proposals.map(({ state, outcome }) => `${state} (${outcome?.detail ?? ''})`).join(', ') || 'no proposal';

/** No more than one change for an approval, and no more than one modify for each time it was taken up. */
function written({ lane, proposals }: Seen): readonly string[] {
  const sent = lane.directory.modifies.filter(({ dn }) => dn === JOHN);
  const changed = sent.filter(({ result }) => result === 0).length;
  const approved = proposals.filter(({ decision }) => decision?.verdict === 'approve').length;
  const attempts = proposals.reduce((sum, { attempts: some }) => sum + some, 0);
  return [
    ...(changed > approved ? [`${changed} changes for ${approved} approvals`] : []),
    ...(sent.length > attempts ? [`${sent.length} modifies in ${attempts} attempts`] : []),
    ...sent.flatMap(({ changes }) => (changes.join() === `add otherMailbox ${VALUE}` ? [] : [`written: ${changes}`])),
  ];
}

/** Nothing is stuck. */
function ended({ proposals, rows }: Seen): readonly string[] {
  return [
    ...proposals.flatMap(({ state, dueAt }) => {
      if (state === 'open') return dueAt ? [] : ['open for ever'];
      return ENDED.has(state) && !dueAt ? [] : [`still ${state}, due ${dueAt}`];
    }),
    ...locksIn(rows).map((lock) => `still held: ${lock}`),
  ];
}

/** The chain is whole, and every state has its record. */
function onRecord({ rows, proposals }: Seen): readonly string[] {
  const records = recordsIn(rows);
  const chain = verifyChain(records);
  return [
    ...(chain.ok ? [] : [`the chain is ${chain.why} at ${chain.at}`]),
    ...proposals.flatMap(({ id, version, state }) => {
      const own = records.filter(({ proposalId }) => proposalId === id);
      const last = state === 'open' ? 'proposed' : state;
      return own.length === version && own.at(-1)?.action === last
        ? []
        : [`version ${version} is ${state}, and on record is ${own.map(({ action }) => action)}`];
    }),
  ];
}

/** The card says what the row says, the thread too once it is over, and no other card can still be decided. */
function told({ lane, proposals, fault }: Seen): readonly string[] {
  const messages = lane.slack.workspace.messages.filter(({ onlyFor }) => !onlyFor);
  return proposals.flatMap((proposal) => {
    const text = proposalCard(proposal).text;
    const cards = messages.filter(({ threadTs }) => !threadTs);
    const card = cards.find((one) => one.text === text);
    const others = cards.filter((one) => one !== card && controlsIn(one).includes('approve'));
    const note = messages.some((one) => one.threadTs && one.text === proposalNote(proposal).text);
    return [
      ...(card ? [] : [`no card says that it is ${proposal.state}: ${cards.map((one) => one.text).join(' | ')}`]),
      ...(note || proposal.state === 'open' ? [] : [`no note says that it is ${proposal.state}`]),
      ...(others.length > 0 && fault.when === 'before' ? [`${others.length} more cards to be decided`] : []),
    ];
  });
}

/** Whoever asked was answered, and not only that they will be. */
function answered({ lane, begins, answers }: Seen): readonly string[] {
  if (!answers) return [];
  const before = new Set(begins.messages.map(({ ts }) => ts));
  const heard = lane.slack.workspace.messages.filter(({ onlyFor, ts }) => onlyFor === answers && !before.has(ts));
  return heard.some(({ text }) => !text.startsWith('Looking up')) ? [] : [`${answers} was not answered`];
}

/** For so long (ms) SQS tries again. */
const SQS_TRIES = 15 * 60_000;

/** Nothing was given up, unless what it needs was away for too long. */
function givenUp({ lane, fault }: Seen): readonly string[] {
  return (fault.lasts?.for ?? 0) > SQS_TRIES
    ? []
    : lane.queues.dead().map(({ body }) => `given up: ${body.slice(0, 80)}`);
}
