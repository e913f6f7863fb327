import type { AuditAction, AuditEntry } from '../../../lib/migration/audit.ts';
import { assess } from '../../../lib/migration/examination.ts';
import type { Proposal, ProposalState } from '../../../lib/migration/proposal.ts';
import type { Opening, StoredCheck } from '../../../lib/ports.ts';

export const DN = 'cn=JDoe,cn=Recipients,ou=HQ,o=Corp';
const jane = { enterprise: null, team: 'T1', user: 'UJANE' };

/** A proposal as it stands once somebody asked for it. */
export const openProposal = (id: string, change: Partial<Proposal> = {}): Proposal => ({
  schema: 2,
  id,
  state: 'open',
  version: 1,
  fix: {
    change: 'add',
    dn: DN,
    identity: 'jdoe',
    dialect: 'exchange55',
    attribute: 'otherMailbox',
    value: 'migrate:MS:CORP/PO1/JDOE',
    written: 'migrate$MS:CORP/PO1/JDOE',
    source: { network: 'CORP', postOffice: 'PO1', mailbox: 'JDOE' },
  },
  recipientName: 'Jane Doe',
  before: ['SMTP:jdoe@corp.example'],
  digest: 'd'.repeat(64),
  because: { says: 'No MIGRATE proxy.', articles: ['Q242184'], inferences: [], sourceFrom: 'command', careful: [] },
  checkId: 'check-1',
  askedBy: jane,
  askedAt: '2026-11-23T08:00:00.000Z',
  askedIn: 'C1',
  channel: 'C1',
  expiresAt: '2026-11-24T08:00:00.000Z',
  dueAt: '2026-11-24T08:00:00.000Z',
  needs: { approvals: 1, because: [] },
  approvals: [],
  attempts: 0,
  cards: [],
  told: { version: 0, noted: 0 },
  ...change,
});

/** The same proposal one version on, in another state, with nothing due any more. */
export function nextOf({ dueAt: _, ...proposal }: Proposal, state: ProposalState, change: Partial<Proposal> = {}) {
  return { ...proposal, state, version: proposal.version + 1, ...change } satisfies Proposal;
}

export const entryOf = (proposal: Proposal, action: AuditAction, change: Partial<AuditEntry> = {}): AuditEntry => ({
  schema: 2,
  at: '2026-11-23T08:00:00.000Z',
  action,
  actor: jane,
  jobId: `job-${action}`,
  proposalId: proposal.id,
  recipient: { dn: proposal.fix.dn, identity: proposal.fix.identity, name: proposal.recipientName },
  attribute: proposal.fix.attribute,
  value: proposal.fix.value,
  before: proposal.before,
  ...change,
});

/** The check of a name that nobody has. */
export const checkOf = (id: string, name: string): StoredCheck => {
  const at = '2026-11-23T08:00:00.000Z';
  const asked = { who: { by: 'name', name }, wizard: 'unknown', observed: false } as const;
  const view = { dialect: 'ad', server: 'ldaps://dc1', base: 'dc=corp', seesHidden: true, encrypted: true } as const;
  const found = { recipients: [], holders: [], more: false, coverage: 'proven', ownBasis: 'guess' } as const;
  const assumptions = {
    wizard: 'unknown',
    template: 'migrate:MS:{mailbox}',
    postOffices: [],
    canWrite: false,
  } as const;
  return { id, schema: 1, at, body: assess({ asked, at, view, source: { kind: 'unknown' }, ...found }, assumptions) };
};

/** What opens a proposal that nothing stood in the way of. */
export const openingOf = (proposal: Proposal): Opening => ({
  proposal,
  entries: [entryOf(proposal, 'proposed')],
  live: undefined,
});
