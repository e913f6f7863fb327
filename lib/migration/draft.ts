import { writeMsAddress } from './address.ts';
import type { Actor } from './audit.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Examination } from './examination.ts';
import { approvalDigest, type Fix, reverseOf, sortedProxies } from './fix.ts';
import { type NeedsPolicy, needsOf } from './needs.ts';
import type { Because, Proposal } from './proposal.ts';
import { nameOf, type Recipient } from './recipient.ts';
import { ruleOf } from './rules.ts';
import { LEARNT_FROM, type Source } from './source.ts';

type KnownSource = Extract<Source, { kind: 'known' }>;

/** A change as the directory has just been seen to need it, before anybody is asked to approve it. */
export type Draft = {
  readonly fix: Fix;
  readonly recipientName: string;
  /** Every name that the recipient goes by. */
  readonly names: readonly string[];
  readonly before: readonly string[];
  readonly digest: string;
  readonly because: Because;
  /** When the directory was looked at, and what was found, in a word. */
  readonly seen: { readonly at: string; readonly verdict: string };
  readonly checkId?: string;
  /** The change that it takes back, and whose that was. */
  readonly undoes?: { readonly proposalId: string; readonly askedBy: Actor };
};

/** What an approver has to know before saying yes: the directory itself shows another address. */
const carefulAbout = ({ contradictedBy }: KnownSource, { stale }: Diagnosis): readonly string[] => [
  ...contradictedBy.map(
    ({ address, learntFrom }) => `The directory shows MS:${writeMsAddress(address)} (${LEARNT_FROM[learntFrom]}).`,
  ),
  ...stale.map((address) => `A MIGRATE proxy of another address is there: MS:${writeMsAddress(address)}.`),
];

const snapshotOf = (recipient: Recipient, fix: Fix) => ({
  fix,
  recipientName: nameOf(recipient),
  names: [recipient.alias, recipient.displayName, recipient.directoryName].filter((name) => name !== undefined),
  before: sortedProxies(recipient),
  digest: approvalDigest(recipient, fix),
});

/** The change that a check offers; undefined where it offers none. */
export function draftOf(examination: Examination, checkId: string): Draft | undefined {
  const { diagnosis, source, offer, at } = examination;
  if (!offer.fix || !diagnosis.mailbox || source.kind !== 'known') return undefined;
  return {
    ...snapshotOf(diagnosis.mailbox, offer.fix),
    because: {
      says: ruleOf(diagnosis.outcomes[0].rule).says,
      articles: diagnosis.articles,
      inferences: diagnosis.inferences,
      sourceFrom: LEARNT_FROM[source.learntFrom],
      careful: carefulAbout(source, diagnosis),
    },
    seen: { at, verdict: diagnosis.kind },
    checkId,
  };
}

const UNDO_SAYS: Record<Fix['change'], string> = {
  remove: 'Takes back exactly the value that migcheck added. Nothing else on the object is touched.',
  add: 'Puts back exactly the value that migcheck took away. Nothing else on the object is touched.',
};

/** Before an undo is approved: it cannot call back what the wizard has done. */
const TOO_LATE =
  'Once the wizard has migrated this user, an undo no longer helps: what was imported stays in the mailbox.';

/** The change that takes `done` back, made of how the recipient stands now. */
export function undoDraft(done: Proposal, recipient: Recipient, at: string): Draft {
  const fix = reverseOf(done.fix);
  const presumed = done.outcome?.presumed
    ? ['That migcheck wrote the value is presumed: its write was interrupted.']
    : [];
  return {
    ...snapshotOf(recipient, fix),
    because: {
      says: UNDO_SAYS[fix.change],
      articles: done.because.articles,
      inferences: [],
      sourceFrom: 'that of the change that is taken back',
      careful: [...presumed, TOO_LATE],
    },
    seen: { at, verdict: 'undo' },
    undoes: { proposalId: done.id, askedBy: done.askedBy },
  };
}

/** Where and by whom a draft is proposed; durations in milliseconds. */
export type Proposing = {
  readonly id: string;
  readonly askedBy: Actor;
  readonly askedIn: string;
  readonly channel: string;
  readonly now: string;
  readonly ttl: number;
  readonly needs: NeedsPolicy;
};

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/** The proposal of a draft. Whoever is to decide is reminded at half time. */
export function proposalOfDraft(draft: Draft, { id, now, ttl, needs, ...place }: Proposing): Proposal {
  const { fix, names, seen: _, undoes, ...kept } = draft;
  const undoesAnothers = undoes !== undefined && undoes.askedBy.user !== place.askedBy.user;
  const remindAt = later(now, ttl / 2);
  return {
    schema: 2,
    id,
    state: 'open',
    version: 1,
    fix,
    ...kept,
    ...(undoes ? { undoes: undoes.proposalId } : {}),
    ...place,
    askedAt: now,
    needs: needsOf({ dn: fix.dn, names, undoesAnothers }, needs),
    approvals: [],
    expiresAt: later(now, ttl),
    remindAt,
    dueAt: remindAt,
    attempts: 0,
    cards: [],
    told: { version: 0, noted: 0 },
  };
}
