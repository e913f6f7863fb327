import { proposalCard } from '../../../lib/cards/proposal-card.ts';
import { proposalNote, wantsNote } from '../../../lib/cards/proposal-note.ts';
import type { AuditRecord } from '../../../lib/migration/audit.ts';
import { ENDED, isUntold, type Proposal } from '../../../lib/migration/proposal.ts';
import { startVerifying } from '../../../lib/migration/verify.ts';
import { controlsIn } from '../rig/people.ts';
import type { Plan } from './gate.ts';
import type { Lane } from './lane.ts';
import { JOHN, VALUE, type World } from './outside.ts';
import { isInIndex, locksIn, proposalsIn, type Rows, recordsIn } from './tables.ts';

/** What was done: where it began, what went wrong, and who is to have been answered. */
export type Story = Plan & { readonly begins: World; readonly answers: string | undefined };

/** All that is not as it has to be once everything is quiet, in words. */
export async function findings(lane: Lane, story: Story): Promise<readonly string[]> {
  const rows = await lane.tables.rows();
  const seen = { ...story, lane, rows, proposals: proposalsIn(rows), records: recordsIn(rows) };
  return [inTheDirectory, written, ended, onRecord, told, toldTwice, answered, givenUp].flatMap((look) => look(seen));
}

type Seen = Story & {
  readonly lane: Lane;
  readonly rows: Rows;
  readonly proposals: readonly Proposal[];
  readonly records: readonly AuditRecord[];
};

const isDone = (record: AuditRecord): boolean => record.action === 'applied' || record.action === 'already-present';

/** The value is there exactly when the last record of a change says so. */
function inTheDirectory({ lane, records, begins }: Seen): readonly string[] {
  const last = records.findLast(isDone);
  const shouldBe = last ? last.change !== 'remove' : begins.proxies.includes(VALUE);
  return lane.proxies().includes(VALUE) === shouldBe
    ? []
    : [`the value is ${shouldBe ? 'not ' : ''}in the directory, and on record is ${actionsIn(records)}`];
}

const actionsIn = (records: readonly AuditRecord[]): string =>
  records.map(({ action, detail }) => (detail ? `${action} (${detail})` : action)).join(', ') || 'nothing';

const attemptsOf = (rows: Rows): number => proposalsIn(rows).reduce((sum, { attempts }) => sum + attempts, 0);

/** No more than one change for an approval, no more than one modify for each claim, and nothing but the one value. */
function written({ lane, rows, proposals, begins }: Seen): readonly string[] {
  const sent = lane.directory.modifies;
  const attempts = attemptsOf(rows) - attemptsOf(begins.rows);
  const wanted = proposals.map(({ fix }) => `${fix.change === 'add' ? 'add' : 'delete'} otherMailbox ${VALUE}`);
  const changed = sent.filter(({ result }) => result === 0).map(({ changes }) => changes.join());
  const denied = changed.length > 0 && proposals.at(-1)?.state === 'already-present';
  return [
    ...(new Set(changed).size < changed.length ? [`changed twice: ${changed}`] : []),
    ...(denied ? ['said to be there before, and it was us'] : []),
    ...(sent.length > attempts ? [`${sent.length} modifies for ${attempts} claims`] : []),
    ...sent.flatMap(({ dn, changes }) =>
      dn === JOHN && wanted.includes(changes.join()) ? [] : [`written: ${changes} to ${dn}`],
    ),
  ];
}

/** Nothing is stuck: what is over is not due, what is open waits for its end, and no lock is left behind. */
function ended({ proposals, rows }: Seen): readonly string[] {
  const stuck = proposals.filter((one) => {
    const isDue = isInIndex(rows, one.id);
    return one.state === 'open' ? !isDue : !ENDED.has(one.state) || isDue !== isUntold(one);
  });
  return [
    ...stuck.map(({ state, told, version }) => `stuck: ${state}, told ${told.version} of ${version}`),
    ...locksIn(rows).map((lock) => `still held: ${lock}`),
  ];
}

/** What `migcheck audit verify` finds: the chain is whole, and every state of every proposal has its record. */
function onRecord({ records, proposals }: Seen): readonly string[] {
  const audit = startVerifying('migcheck', []);
  const found = records.flatMap((record) => [...audit.record({ number: record.number, record })]);
  audit.rowsBegin();
  for (const proposal of proposals) found.push(...audit.proposal({ id: proposal.id, proposal }));
  return [...found, ...audit.end()].map(({ what, says }) => `on record: ${what}. ${says} ${actionsIn(records)}`);
}

/** Everybody knows: by card and thread, or by a message to the requester alone; else the row knows that they do not. */
function told({ lane, proposals, fault }: Seen): readonly string[] {
  const messages = lane.slack.workspace.messages.filter(({ onlyFor }) => !onlyFor);
  return proposals.flatMap((proposal) => {
    const { text } = proposalCard(proposal);
    const isGone = fault.lasts?.for === Number.POSITIVE_INFINITY;
    const direct = messages.some((one) => one.channel.startsWith('D') && one.text.includes(text));
    if (isGone && (direct || isUntold(proposal))) return [];
    const cards = messages.filter((one) => !one.threadTs && controlsIn(one).length > 0);
    const own = cards.filter(({ ts }) => proposal.cards.some((place) => place.ts === ts));
    const untrue = own.filter((one) => one.text !== text);
    // That it was undone since stands on its cards alone.
    const { undoneBy: _, ...noted } = proposal;
    const note = messages.some((one) => one.threadTs && one.text === proposalNote(noted, []).text);
    return [
      ...(own.length > untrue.length ? [] : [`no card says that it is ${proposal.state}`]),
      ...untrue.map((one) => `a card says: ${one.text}`),
      ...(note || !wantsNote(proposal, []) ? [] : [`no note says that it is ${proposal.state}`]),
      ...(isUntold(proposal) ? [`the row does not know that ${proposal.state} was told`] : []),
    ];
  });
}

/** What Slack had done may be done again only where nobody could have known, or where it could not be noted. */
function toldTwice({ lane, proposals, call }: Seen): readonly string[] {
  if (call.service === 'slack' || call.what.startsWith('noting')) return [];
  const messages = lane.slack.workspace.messages.filter(({ onlyFor }) => !onlyFor);
  const cards = messages.filter(({ threadTs }) => !threadTs).map(({ blocks }) => JSON.stringify(blocks));
  const notes = messages.flatMap(({ threadTs, text }) => (threadTs ? [`${threadTs} ${text}`] : []));
  return [
    ...proposals.flatMap(({ id }) => {
      const own = cards.filter((card) => card.includes(`Proposal ${id}`));
      return own.length > 1 ? [`${own.length} cards of one proposal`] : [];
    }),
    ...notes.filter((note, index) => notes.indexOf(note) < index).map((note) => `told twice: ${note}`),
  ];
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
