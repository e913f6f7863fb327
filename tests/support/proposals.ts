import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import type { Actor } from '../../lib/migration/audit.ts';
import { approvalDigest, fixOf, sortedProxies } from '../../lib/migration/fix.ts';
import type { Proposal, ProposalState } from '../../lib/migration/proposal.ts';
import { nameOf, type Recipient } from '../../lib/migration/recipient.ts';
import { JDOE } from './judge.ts';
import { mailbox } from './recipients.ts';

/** Every state a proposal can be in. */
export const STATES = Object.keys({
  open: 0,
  approved: 0,
  applying: 0,
  applied: 0,
  'already-present': 0,
  stale: 0,
  refused: 0,
  failed: 0,
  unknown: 0,
  denied: 0,
  cancelled: 0,
  superseded: 0,
  expired: 0,
} satisfies Record<ProposalState, 0>) as ProposalState[];

export const person = (user: string, enterprise: string | null = null): Actor => ({ enterprise, team: 'T1', user });

export const APPROVER = person('U-APPROVER');

/** A proposal to give a mailbox made by hand its MIGRATE proxy. */
export function proposal(change: Partial<Proposal> = {}, recipient: Recipient = mailbox()): Proposal {
  const fix = fixOf(recipient, JDOE, MIGRATE_TEMPLATE);
  return {
    schema: 2,
    id: 'p-1',
    state: 'open',
    version: 1,
    fix,
    recipientName: nameOf(recipient),
    before: sortedProxies(recipient),
    digest: approvalDigest(recipient, fix),
    because: {
      says: 'The mailbox has no MIGRATE proxy of its source address.',
      articles: ['Q242184'],
      inferences: ['That SP4 looks as SP3 does is inferred.'],
      sourceFrom: 'given by the person who asked',
      careful: [],
    },
    checkId: 'p-1',
    askedBy: person('U-REQUESTER'),
    askedAt: '2026-12-01T09:00:00.000Z',
    askedIn: 'C-MIGRATION',
    channel: 'C-APPROVALS',
    expiresAt: '2026-12-02T09:00:00.000Z',
    needs: { approvals: 1, because: [] },
    approvals: [],
    attempts: 0,
    cards: [],
    told: { version: 0, noted: 0 },
    ...change,
  };
}
