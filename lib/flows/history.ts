import type { Card } from '../cards/card.ts';
import { historyCard, ownCard } from '../cards/history-card.ts';
import { sentence } from '../cards/replies.ts';
import { DirectoryUnavailable } from '../errors.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { AuditRecord } from '../migration/audit.ts';
import { writeWho } from '../migration/examination.ts';
import { nameOf, type Who } from '../migration/recipient.ts';
import type { Directory, Ledger, Queue } from '../ports.ts';

type Look = { directory: Directory; ledger: Ledger };
type Subject = { readonly name: string; readonly dn: string };

/** As many records as a card can hold. */
const SHOWN = 25;

/** A distinguished name needs no directory: what happened to an object outlives the object, and the connection. */
async function subjectsOf(who: Exclude<Who, { by: 'slack-user' }>, directory: Directory): Promise<readonly Subject[]> {
  const itself = who.by === 'dn' ? [{ name: who.dn, dn: who.dn }] : [];
  try {
    const { recipients } = await directory.find(who);
    return recipients.length > 0 ? recipients.map((one) => ({ name: nameOf(one), dn: one.dn })) : itself;
  } catch (error) {
    if (error instanceof DirectoryUnavailable && itself.length > 0) return itself;
    throw error;
  }
}

/** What is on record about everybody who goes by this name, newest first. */
export async function readHistory(
  who: Exclude<Who, { by: 'slack-user' }>,
  { directory, ledger }: Look,
): Promise<readonly (Subject & { records: readonly AuditRecord[] })[]> {
  const subjects = await subjectsOf(who, directory);
  return Promise.all(
    subjects.map(async (one) => ({ ...one, records: await ledger.history({ dn: one.dn }, { limit: SHOWN }) })),
  );
}

async function cardFor(who: Exclude<Who, { by: 'slack-user' }>, look: Look): Promise<Card> {
  const histories = await readHistory(who, look);
  const withRecords = histories.filter(({ records }) => records.length > 0);
  const [one, ...more] = withRecords.length > 0 ? withRecords : histories;
  if (!one)
    return sentence(
      `Nobody goes by "${writeWho(who).slice(0, 200)}". Somebody who is gone is found by the distinguished name.`,
    );
  if (more.length > 0)
    return sentence(
      `Several go by that name: ${[one, ...more]
        .map(({ dn }) => dn)
        .join(' — ')
        .slice(0, 1_500)}. Ask for one by the distinguished name.`,
    );
  return historyCard(one.name, one.dn, one.records);
}

export async function showHistory(job: JobOf<'history'>, deps: Look & { queue: Queue }): Promise<void> {
  if (job.who?.by === 'slack-user') throw new Error('A mention is resolved before the directory is asked');
  const card = job.who
    ? await cardFor(job.who, deps)
    : ownCard(await deps.ledger.history({ actor: job.by }, { limit: SHOWN }));
  await deps.queue.send('talk', answerTo(job, card));
}
