import type { AuditEntry, AuditRecord } from './audit.ts';
import { normalDn } from './dn.ts';
import { ERASED, type Erases, isErasable, NO_RECIPIENT, PARTS, type Part } from './parts.ts';
import { unlisted } from './people.ts';
import { ENDED, isUntold, type Proposal } from './proposal.ts';
import type { KeptPage } from './verify/plans.ts';

/** Who is to be erased: a Slack user by their id, or a recipient by the object's distinguished names. */
export type Erasable = { readonly user: string } | { readonly dns: readonly string[] };

const namesOf = (whom: Erasable): readonly string[] => ('user' in whom ? [whom.user] : whom.dns);

/**
 * Whether a name stands in a text, both in small letters, and not as the beginning of a longer one; a distinguished name
 * also not as the container of another.
 */
function standsIn(text: string, name: string, whom: Erasable): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isWhole = !/[a-z0-9]/.test(text.charAt(at + name.length));
    const isContainer = 'dns' in whom && text.charAt(at - 1) === ',';
    if (isWhole && !isContainer) return true;
  }
  return false;
}

const mentions = (text: string | undefined, whom: Erasable): boolean =>
  text !== undefined && namesOf(whom).some((name) => standsIn(text.toLowerCase(), name.toLowerCase(), whom));

/**
 * Whether a proposal's row, or somebody's place on a list, holds anything of them: as a requester, an approver, a
 * recipient, or in its words.
 */
function rowNames(row: Pick<Proposal, 'fix'>, whom: Erasable): boolean {
  const isRecipient = 'dns' in whom && whom.dns.map(normalDn).includes(normalDn(row.fix.dn));
  // Within JSON a name has its quotation marks and backslashes escaped.
  const inJson = namesOf(whom).map((name) => JSON.stringify(name).slice(1, -1).toLowerCase());
  const text = JSON.stringify(row).toLowerCase();
  return isRecipient || inJson.some((name) => standsIn(text, name, whom));
}

/** The parts of a record that name them, the row's digest apart. */
function partsNaming({ actor, recipient, detail }: AuditRecord, whom: Erasable): readonly Part[] {
  const who = 'user' in whom && actor?.user === whom.user;
  const isAbout = 'dns' in whom && whom.dns.map(normalDn).includes(normalDn(recipient.dn));
  const words = who || isAbout || mentions(detail, whom);
  return [
    ...(who ? ['who' as const] : []),
    ...(isAbout ? ['whom' as const] : []),
    ...(words ? ['words' as const] : []),
  ];
}

/** What an erasure would do; nothing of it has been done. */
export type ErasurePlan = {
  /** The parts to erase, by the numbers of their records. */
  readonly records: ReadonlyMap<number, readonly Part[]>;
  /** Proposals whose rows go. */
  readonly proposals: readonly Proposal[];
  /** Pages of lists that plans were made of, without those on them who go. */
  readonly pages: readonly KeptPage[];
  /** Proposals among these that have not ended, or are still to be told; and plans with somebody on them who goes. */
  readonly live: readonly string[];
  /** Records of earlier versions that name them, and those of the same proposals: they cannot be erased. */
  readonly kept: readonly number[];
};

/**
 * Plans an erasure from all records, then all proposals, then all records once more: a row that goes takes its digests
 * with it, in every record of the proposal, since the digest could tell a guess from the truth.
 */
export function planErasure(whom: Erasable) {
  const named = new Set<string>();
  const old = new Set<string>();
  const proposals: Proposal[] = [];
  const plans: Proposal[] = [];
  const pages: KeptPage[] = [];
  const records = new Map<number, readonly Part[]>();
  const kept: number[] = [];
  return {
    record(record: AuditRecord): void {
      if (record.schema < 3) old.add(record.proposalId);
      if (record.stands && partsNaming(record, whom).length > 0) named.add(record.proposalId);
    },
    proposal(proposal: Proposal): void {
      if (proposal.people) plans.push(proposal);
      if (!named.has(proposal.id) && !rowNames(proposal, whom)) return;
      named.add(proposal.id);
      if (!old.has(proposal.id)) proposals.push(proposal);
    },
    page({ people = [], ...place }: KeptPage): void {
      const without = people.map((one) => ('fix' in one && rowNames(one, whom) ? unlisted(one) : one));
      if (without.some((one, index) => one !== people[index])) pages.push({ ...place, people: without });
    },
    again(record: AuditRecord): void {
      const naming = partsNaming(record, whom);
      const row = record.stands && named.has(record.proposalId) ? ['row' as const] : [];
      const all = [...naming, ...row];
      if (old.has(record.proposalId)) {
        if (all.length > 0) kept.push(record.number);
        return;
      }
      const parts = all.filter((part) => isErasable(record, part));
      if (parts.length > 0) records.set(record.number, parts);
    },
    plan: (): ErasurePlan => ({
      records,
      proposals,
      pages,
      live: [...new Set([...proposals, ...plans.filter(({ fix }) => pages.some(({ list }) => list === fix.identity))])]
        .filter((one) => !ENDED.has(one.state) || isUntold(one))
        .map(({ id }) => id),
      kept,
    }),
  };
}

/** The record of an erasure: which parts of which records, and nothing of who it was. */
export function erasureEntry({ records }: ErasurePlan, { id, at }: { id: string; at: string }): AuditEntry {
  const erases: Erases = Object.fromEntries(
    PARTS.map((part) => [part, [...records].filter(([, parts]) => parts.includes(part)).map(([number]) => number)]),
  );
  return {
    schema: 3,
    at,
    action: 'erased',
    actor: null,
    jobId: id,
    proposalId: id,
    recipient: NO_RECIPIENT,
    attribute: ERASED,
    value: ERASED,
    before: [],
    erases,
  };
}
