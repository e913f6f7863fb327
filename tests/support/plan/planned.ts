import { MIGRATE_TEMPLATE } from '../../../lib/migration/address.ts';
import type { Draft } from '../../../lib/migration/draft.ts';
import { approvalDigest, fixOf, sortedProxies } from '../../../lib/migration/fix.ts';
import { listDigest, pageDigest } from '../../../lib/migration/people.ts';
import type { Proposal } from '../../../lib/migration/proposal.ts';
import { pagesOf } from '../../../lib/wave/plan/people.ts';
import { type PlanNeeds, planOf } from '../../../lib/wave/plan/plan.ts';
import { person } from '../proposals.ts';
import { mailbox, ms, type Traits } from '../recipients.ts';

export const NEEDS: PlanNeeds = { approvals: 1, sensitive: { names: ['chief'], places: [] }, twoApprovers: 50 };

/** Somebody who lacks the MIGRATE proxy of an address of their own. */
export function draft(name: string, traits: Traits = {}, change: Partial<Draft> = {}): Draft {
  const recipient = mailbox({ alias: name, dn: `cn=${name},cn=Recipients,o=FABRIKAM`, identity: name, ...traits });
  const fix = fixOf(recipient, ms(`CORP/PO1/${name.toUpperCase()}`), MIGRATE_TEMPLATE);
  return {
    fix,
    recipientName: name,
    names: [name],
    before: sortedProxies(recipient),
    digest: approvalDigest(recipient, fix),
    because: {
      says: 'The mailbox has no MIGRATE proxy of its source address.',
      articles: ['Q242184'],
      inferences: [],
      sourceFrom: 'the list',
      careful: [],
    },
    seen: { at: '2026-12-01T08:59:00.000Z', verdict: 'missing-migrate' },
    ...change,
  };
}

export const people = (count: number): readonly Draft[] =>
  Array.from({ length: count }, (_, index) => draft(`user${index}`));

/** A plan for these people, as it is proposed. */
export function planFor(drafts: readonly Draft[], change: Partial<Proposal> = {}, needs = NEEDS): Proposal {
  const pages = pagesOf(drafts);
  const list = listDigest(pages.map((page) => pageDigest(page.map((one) => ({ ...one, salt: '' })))));
  const place = { askedBy: person('U-REQUESTER'), askedIn: 'C-MIGRATION', channel: 'C-MIGRATION' };
  const proposing = { id: 'plan-1', ...place, now: '2026-12-01T09:00:00.000Z', ttl: 28_800_000, needs };
  return { ...planOf({ list, people: drafts, pages: pages.length }, proposing), ...change };
}
