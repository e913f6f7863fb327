import { LEARNT_FROM } from '../cards/names.ts';
import { proposalCard } from '../cards/proposal-card.ts';
import { CHANNEL_TROUBLE, sentence } from '../cards/replies.ts';
import type { JobOf } from '../job.ts';
import { writeMsAddress } from '../migration/address.ts';
import type { Fix } from '../migration/fix.ts';
import { approvalDigest, sortedProxies } from '../migration/fix.ts';
import { entryFor, type Proposal } from '../migration/proposal.ts';
import { nameOf, type Recipient } from '../migration/recipient.ts';
import { ruleOf } from '../migration/rules.ts';
import type { Chat, Clock, Ledger, StoredCheck } from '../ports.ts';

export type ProposePolicy = {
  /** Where proposals stand; absent: in the channel of the question. */
  readonly approvalChannel?: string;
  /** Milliseconds until a proposal expires. */
  readonly proposalTtl: number;
};

type Deps = { chat: Chat; ledger: Ledger; clock: Clock; policy: ProposePolicy };

/** A check older than this (ms) is asked again before anything is proposed from it. */
const FRESH = 60 * 60 * 1_000;

const GONE = 'That check is too old to propose from. Check again: /migcheck NAME';

/** Why nothing can be proposed from this check, in words. */
function hindrance(check: StoredCheck | undefined, now: string): string | undefined {
  if (!check || Date.parse(now) - Date.parse(check.at) > FRESH) return GONE;
  if (!check.body.canWrite)
    return 'Nothing can be proposed: there is no write account that may be used (LDAP_WRITE_BIND_DN; on a local page also LOCAL_WRITES).';
  return check.body.offer.fix ? undefined : 'This check offers no fix.';
}

type Case = { check: StoredCheck; fix: Fix; mailbox: Recipient; channel: string; now: string };

function proposalFrom({ check, fix, mailbox, channel, now }: Case, job: JobOf<'propose'>, ttl: number): Proposal {
  const { diagnosis, source } = check.body;
  const expiresAt = new Date(Date.parse(now) + ttl).toISOString();
  return {
    schema: 1,
    // The check's id: proposing twice from one check is one proposal.
    id: check.id,
    state: 'open',
    version: 1,
    fix,
    recipientName: nameOf(mailbox),
    before: sortedProxies(mailbox),
    digest: approvalDigest(mailbox, fix),
    because: {
      says: ruleOf(diagnosis.outcomes[0].rule).says,
      articles: diagnosis.articles,
      inferences: diagnosis.inferences,
      sourceFrom: source.kind === 'known' ? LEARNT_FROM[source.learntFrom] : 'nowhere',
      careful: carefulAbout(check.body),
    },
    checkId: check.id,
    askedBy: job.by,
    askedAt: now,
    askedIn: job.replyTo.channel,
    channel,
    expiresAt,
    dueAt: expiresAt,
    attempts: 0,
  };
}

/** What an approver has to know before saying yes: the directory itself shows another address. */
const carefulAbout = ({ source, diagnosis }: StoredCheck['body']): readonly string[] => [
  ...(source.kind === 'known' ? source.contradictedBy : []).map(
    ({ address, learntFrom }) => `The directory shows MS:${writeMsAddress(address)} (${LEARNT_FROM[learntFrom]}).`,
  ),
  ...diagnosis.stale.map((address) => `A MIGRATE proxy of another address is there: MS:${writeMsAddress(address)}.`),
];

/** Why the channel cannot hold a proposal; looked at before the proposal exists. */
async function channelTrouble(id: string, chat: Chat): Promise<string | undefined> {
  if (id.startsWith('D')) return CHANNEL_TROUBLE.direct;
  const channel = await chat.channel(id);
  if (channel === 'absent' || !channel.member) return CHANNEL_TROUBLE['not-member'];
  return channel.shared ? CHANNEL_TROUBLE.shared : undefined;
}

/** Puts the proposal's card into its channel, once. */
async function place(proposal: Proposal, { chat, ledger }: Deps): Promise<void> {
  if (proposal.card) return;
  const posted = await chat.post(proposal.channel, proposalCard(proposal));
  // Two clicks at once: one card is the proposal's, the other must not look as if it could be decided.
  if (!(await ledger.placeCard(proposal.id, posted)))
    await chat.update(posted, sentence('This proposal stands in another message.'));
}

/** Makes a proposal of a check's fix, in the channel where it will be decided. */
export async function proposeFix(job: JobOf<'propose'>, deps: Deps): Promise<void> {
  const { chat, ledger, clock, policy } = deps;
  const say = (text: string) => chat.answer({ user: job.by.user, replyTo: job.replyTo }, sentence(text));
  const [check, now] = [await ledger.check(job.checkId), clock.now()];
  const mailbox = check?.body.diagnosis.mailbox;
  const fix = check?.body.offer.fix;
  const why = hindrance(check, now);
  if (why || !check || !mailbox || !fix) return say(why ?? GONE);
  const channel = policy.approvalChannel ?? job.replyTo.channel;
  const trouble = await channelTrouble(channel, chat);
  if (trouble)
    return say(policy.approvalChannel ? `The approval channel (APPROVAL_CHANNEL) cannot be used. ${trouble}` : trouble);
  const fresh = proposalFrom({ check, fix, mailbox, channel, now }, job, policy.proposalTtl);
  const opened = await ledger.open(
    fresh,
    entryFor(fresh, { action: 'proposed', actor: job.by, jobId: job.id, at: now }),
  );
  const proposal = (await ledger.proposal(fresh.id)) ?? fresh;
  await place(proposal, deps);
  // "exists" may be our own earlier try, whose card Slack did not take.
  if (opened === 'opened') return say(proposed(channel, job));
  return say(
    proposal.state === 'open' ? `It stands proposed. ${WAITS}` : `It was proposed before; it is ${proposal.state}.`,
  );
}

const WAITS = 'Nothing is written before somebody else approves it.';

const proposed = (channel: string, job: JobOf<'propose'>): string =>
  channel === job.replyTo.channel ? `Proposed in this channel. ${WAITS}` : `Proposed in the approval channel. ${WAITS}`;
