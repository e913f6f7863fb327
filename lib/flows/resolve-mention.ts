import { sentence } from '../cards/replies.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf, QueueName } from '../job.ts';
import type { Chat, Ledger, Queue } from '../ports.ts';

type Question = JobOf<'examine' | 'history' | 'undo'>;
type Deps = { readonly chat: Chat; readonly ledger: Ledger; readonly queue: Queue };

/** So many people of a plan can be looked at one by one in the thirty seconds of a check. */
const MOST_IN_A_CHECK = 1_000;

/** Where a question is answered: of very many people by the worker that has a quarter of an hour. */
async function queueFor(job: Question, ledger: Ledger): Promise<QueueName> {
  if (job.kind !== 'undo' || job.proposalId === undefined) return 'checks';
  const plan = await ledger.proposal(job.proposalId);
  return (plan?.people?.count ?? 0) > MOST_IN_A_CHECK ? 'waves' : 'checks';
}

/** A person mentioned in Slack becomes the names by which a directory may know them; then the question goes on. */
export async function resolveMention(job: Question, { chat, ledger, queue }: Deps): Promise<void> {
  if (job.who?.by !== 'slack-user') return queue.send(await queueFor(job, ledger), job);
  const who = await personOf(job.who.user, chat);
  if (who) return queue.send('checks', { ...job, who });
  return chat.answer(
    { user: job.by.user, replyTo: job.replyTo },
    sentence('Slack does not say who that is. Ask by name: /migcheck jdoe'),
  );
}

async function personOf(user: string, chat: Chat) {
  try {
    const { email, names } = await chat.person(user);
    // People choose their names in Slack; the e-mail address is the workspace's, and where there is one it counts alone.
    if (email) return { by: 'person' as const, names: [], email };
    return names.length > 0 ? { by: 'person' as const, names: [...names] } : undefined;
  } catch (error) {
    if (error instanceof SlackRefused) return undefined;
    throw error;
  }
}
