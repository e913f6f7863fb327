import { sentence } from '../cards/replies.ts';
import { clipped } from '../cards/visible.ts';
import type { JobOf } from '../job.ts';
import { ENDED, type Proposal } from '../migration/proposal.ts';
import type { Ledger, Queue } from '../ports.ts';

/** What is certain of a change whose worker failed again and again. */
const leftAt = ({ state, people }: Proposal): string =>
  state === 'approved'
    ? 'Nothing was written. It is tried again until APPLY_WITHIN is over.'
    : people
      ? 'Who was taken up is on its card. It is tried every minute, and goes on where it was; Stop… on the card ends it.'
      : 'Whether it was written is not known yet: the directory is read every minute until it is, and not written again.';

/**
 * Tells whoever asked for a change that its worker fails, once for each state it is left in. Of one that has ended
 * everybody is told anyhow.
 */
export async function tellGivenUp(job: JobOf<'apply'>, deps: { ledger: Ledger; queue: Queue }): Promise<'answered'> {
  const proposal = await deps.ledger.proposal(job.proposalId);
  if (!proposal) throw new Error(`Proposal ${job.proposalId} is not in the ledger`);
  if (ENDED.has(proposal.state)) return 'answered';
  const { id, version, recipientName, askedBy, askedIn } = proposal;
  const what = `The approved change of ${clipped(recipientName, 60)} could not be carried out: it failed several times.`;
  const card = sentence(`${what} ${leftAt(proposal)} Proposal ${id}, job ${job.id}.`);
  await deps.queue.send('talk', {
    kind: 'tell',
    schema: 1,
    id: `${id}:given-up:${version}`,
    to: { user: askedBy.user, replyTo: { channel: askedIn } },
    card: { text: card.text, blocks: [...card.blocks] },
  });
  return 'answered';
}
