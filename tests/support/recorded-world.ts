import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import { afterAttempt, claimed, type Result } from '../../lib/migration/attempt.ts';
import { type AuditEntry, type AuditRecord, chainRecord } from '../../lib/migration/audit.ts';
import { type Approvers, decide, OWN_APPROVAL } from '../../lib/migration/decide.ts';
import { digestOf } from '../../lib/migration/digest.ts';
import { type Draft, proposalOfDraft } from '../../lib/migration/draft.ts';
import { approvalDigest, fixOf, sortedProxies } from '../../lib/migration/fix.ts';
import { ENDED, ended, entryFor, noteFor, type Proposal, reminded } from '../../lib/migration/proposal.ts';
import { nameOf } from '../../lib/migration/recipient.ts';
import type { Finding } from '../../lib/migration/verify/finding.ts';
import type { Head } from '../../lib/migration/verify/heads.ts';
import { startVerifying } from '../../lib/migration/verify.ts';
import { JDOE } from './judge.ts';
import { person } from './proposals.ts';
import { mailbox } from './recipients.ts';

export type World = {
  readonly records: readonly AuditRecord[];
  /** Every version of every proposal, by its id; the row holds the last. */
  readonly versions: ReadonlyMap<string, readonly Proposal[]>;
  /** One head for each transaction, as the log has them. */
  readonly heads: readonly Head[];
};

const REQUESTER = person('U-REQUESTER');
const APPROVERS: Approvers = { users: ['U-ONE', 'U-TWO', 'U-THREE', 'U-REQUESTER'] };
const NOBODY = { names: [], places: [] };
const TTL = 8 * 60 * 60 * 1_000;

function draftFor(alias: string): Draft {
  const recipient = mailbox({ alias });
  const fix = fixOf(recipient, { ...JDOE, mailbox: alias.toUpperCase() }, MIGRATE_TEMPLATE);
  return {
    fix,
    recipientName: nameOf(recipient),
    names: [alias],
    before: sortedProxies(recipient),
    digest: approvalDigest(recipient, fix),
    because: { says: 'It has none.', articles: ['Q242184'], inferences: [], sourceFrom: 'given', careful: [] },
    seen: { at: '2026-12-01T09:00:00.000Z', verdict: 'missing-migrate' },
    checkId: `check-${alias}`,
  };
}

/** A record of version 0.1.0, which said neither how the proposal stood nor what was to be done. */
function asInSchema1({ stands: _, change: __, ...entry }: AuditEntry): AuditEntry {
  return { ...entry, schema: 1 };
}

const OUTCOMES: readonly Result[] = [
  { state: 'applied', outcome: { after: ['migrate:MS:CORP/PO1/JDOE'] } },
  { state: 'already-present', outcome: { detail: 'The value was there before.' } },
  { state: 'failed', outcome: { ldap: { code: 50, name: 'InsufficientAccess' }, detail: 'No right to.' } },
  { state: 'unknown', outcome: { detail: 'It did not answer.' } },
  { putOff: 'The directory was busy.' },
];

const BEFORE_CLAIM: readonly Result[] = [
  { state: 'stale', outcome: { detail: 'Gone: nothing.' } },
  { state: 'refused', outcome: { detail: 'Held elsewhere.' } },
  { putOff: 'The directory could not be asked.' },
];

/** As the ledger writes it from schema 3 on; the salts are no secret here. */
export function salted(entry: AuditEntry): AuditEntry {
  if (entry.schema === 1) return entry;
  const salt = (part: string): string => digestOf([part, entry]).slice(0, 22);
  const salts = { who: salt('who'), whom: salt('whom'), words: salt('words'), row: salt('row') };
  return { ...entry, schema: 3, salts };
}

/** Writes a chain and its proposals by what the flows call, in an order that `choices` draws. */
export function worldOf(choices: readonly number[], isSalted = (choices[0] ?? 0) % 2 === 1): World {
  const records: AuditRecord[] = [];
  const heads: Head[] = [];
  const versions = new Map<string, Proposal[]>();
  let [clock, jobs] = [Date.parse('2026-12-01T09:00:00.000Z'), 0];
  const now = () => new Date(clock).toISOString();
  const job = () => `job-${jobs}`;

  const write = (entries: readonly AuditEntry[], ...nexts: Proposal[]) => {
    for (const entry of entries)
      records.push(chainRecord('migcheck', records.at(-1), isSalted ? salted(entry) : entry));
    const last = records.at(-1);
    if (last) heads.push({ chain: last.chain, number: last.number, hash: last.hash });
    for (const next of nexts) versions.set(next.id, [...(versions.get(next.id) ?? []), next]);
  };
  const bySchema = (proposal: Proposal, entry: AuditEntry) => (proposal.schema === 1 ? asInSchema1(entry) : entry);
  const move = (next: Proposal, action: AuditEntry['action'], by = false) =>
    write([entryFor(next, { action, actor: by ? REQUESTER : null, jobId: job(), at: now() })], next);

  function open(choice: number, supersedes?: Proposal): void {
    const draft = draftFor(supersedes ? supersedes.fix.source.mailbox.toLowerCase() : `user${versions.size}`);
    const needs = { approvals: 1 + (choice % 2), sensitive: NOBODY };
    const place = { askedBy: REQUESTER, askedIn: 'C1', channel: 'C1' };
    const made = proposalOfDraft(draft, { id: `p-${versions.size}`, ...place, now: now(), ttl: TTL, needs });
    const happened = { actor: REQUESTER, jobId: job(), at: now() };
    const check = noteFor(made, { ...happened, action: 'checked', at: draft.seen.at, detail: draft.seen.verdict });
    const proposed = entryFor(made, { ...happened, action: 'proposed' });
    const old = supersedes && ended(supersedes, 'superseded', { supersededBy: made.id });
    const oldEntry = old ? [entryFor(old, { ...happened, action: 'superseded' })] : [];
    write([check, ...oldEntry, proposed], ...(old ? [old] : []), made);
  }

  /** Version 0.1.0 kept no approvals beside the decision. */
  function openInSchema1(): void {
    const draft = draftFor(`user${versions.size}`);
    const place = { askedBy: REQUESTER, askedIn: 'C1', channel: 'C1', now: now(), ttl: TTL };
    const needs = { approvals: 1, sensitive: NOBODY };
    const made: Proposal = { ...proposalOfDraft(draft, { id: `p-${versions.size}`, ...place, needs }), schema: 1 };
    write([bySchema(made, entryFor(made, { action: 'proposed', actor: REQUESTER, jobId: job(), at: now() }))], made);
  }

  function decided(proposal: Proposal, verdict: 'approve' | 'deny' | 'cancel', user: string): void {
    const given = { verdict, by: person(user), at: now(), jobId: job(), reason: 'Because.' };
    const decision = decide(proposal, given, { approvers: APPROVERS, selfApproval: true });
    if (decision.kind !== 'decided') {
      const refused = {
        action: 'turned-away',
        actor: given.by,
        jobId: job(),
        at: now(),
        detail: 'approve: x',
      } as const;
      write([noteFor(proposal, refused)]);
      return;
    }
    const own = verdict === 'approve' && user === REQUESTER.user;
    const action = ({ approve: 'approved', deny: 'denied', cancel: 'cancelled' } as const)[verdict];
    const happened = { action, actor: given.by, jobId: job(), at: now(), detail: own ? OWN_APPROVAL : 'Because.' };
    write([entryFor(decision.next, happened)], decision.next);
  }

  function attempt(proposal: Proposal, result: Result): void {
    const next = afterAttempt(proposal, result, now());
    if (next.state === 'unknown' && proposal.state === 'unknown') return;
    move(next, 'putOff' in result ? 'put-off' : result.state);
  }

  const pick = <Item>(items: readonly Item[], choice: number): Item => items[choice % items.length] as Item;
  const user = (choice: number) => pick(['U-ONE', 'U-TWO', 'U-THREE', 'U-REQUESTER', 'U-STRANGER'], choice);

  /** What is done with an open proposal, by one of ten numbers. */
  function whileOpen(proposal: Proposal, kind: number, choice: number): void {
    if (kind < 5) decided(proposal, 'approve', user(choice));
    else if (kind === 5) decided(proposal, choice % 2 ? 'deny' : 'cancel', user(choice));
    else if (kind === 6 && proposal.remindAt) move(reminded(proposal), 'reminded');
    else if (kind === 7) open(choice, proposal);
    else if (kind === 8) move(ended(proposal, 'expired'), 'expired');
  }

  function step(choice: number): void {
    clock += 1_000;
    jobs += 1;
    const live = [...versions.values()].flatMap((all) => all.at(-1) ?? []).filter(({ state }) => !ENDED.has(state));
    const [kind, more] = [choice % 10, Math.floor(choice / 10)];
    if (live.length === 0 || kind === 9) {
      if (more % 4 === 0) openInSchema1();
      else open(more);
      return;
    }
    const proposal = pick(live, more);
    if (proposal.state === 'open') whileOpen(proposal, kind, Math.floor(more / 7));
    else if (proposal.state === 'approved' && kind < 4) move(claimed(proposal, now()), 'claimed');
    else if (proposal.state === 'approved' && kind === 4) decided(proposal, 'cancel', user(more));
    else if (proposal.state === 'approved') attempt(proposal, pick(BEFORE_CLAIM, more));
    else attempt(proposal, pick(proposal.state === 'unknown' ? OUTCOMES.slice(0, 1) : OUTCOMES, more));
  }

  for (const choice of choices) step(choice);
  return { records, versions, heads };
}

/** One proposal from its check to the change: records 1 to 5, versions 1 to 4. */
export const wholeLife = (): World => worldOf([20, 0, 0, 0]);

/** The chain with every hash made anew from `from` on. */
export function rehashed(records: readonly AuditRecord[], from: number): readonly AuditRecord[] {
  const kept = records.slice(0, from);
  for (const { chain: _, number: __, previous: ___, hash: ____, ...entry } of records.slice(from))
    kept.push(chainRecord('migcheck', kept.at(-1), entry));
  return kept;
}

/** What the tables hold at last. */
export const rowsOf = ({ versions }: World): readonly Proposal[] =>
  [...versions.values()].flatMap((all) => all.at(-1) ?? []);

/** All that is found in such tables. */
export function findingsIn(
  records: readonly AuditRecord[],
  rows: readonly Proposal[],
  heads: readonly Head[] = [],
): readonly Finding[] {
  const verifying = startVerifying('migcheck', heads);
  const findings = records.flatMap((record) => verifying.record({ number: record.number, record }));
  verifying.rowsBegin();
  for (const proposal of rows) findings.push(...verifying.proposal({ id: proposal.id, proposal }));
  return [...findings, ...verifying.end()];
}
