import { ended, entryFor, type Proposal } from '../../migration/proposal.ts';

/** The one that was open until now ends with the new one, on record before it. */
export function superseded(newest: Proposal, by: Proposal, jobId: string) {
  const next = ended(newest, 'superseded', { supersededBy: by.id });
  const entry = entryFor(next, { action: 'superseded', actor: by.askedBy, jobId, at: by.askedAt });
  return { next, entry };
}
