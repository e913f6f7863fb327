import type { Card } from '../cards/card.ts';
import { type HistoryPage, historyCard, noOlderCard, ownCard } from '../cards/history-card.ts';
import { sentence } from '../cards/replies.ts';
import { DirectoryUnavailable } from '../errors.ts';
import { answerTo, type JobOf } from '../job.ts';
import type { AuditRecord } from '../migration/audit.ts';
import { writeWho } from '../migration/examination.ts';
import { toldIn } from '../migration/history.ts';
import { nameOf, type Who } from '../migration/recipient.ts';
import type { Directory, Ledger, Queue, Traced } from '../ports.ts';

type Look = { directory: Directory; ledger: Ledger };
type Somebody = Exclude<Who, { by: 'slack-user' }>;
type Subject = { readonly name: string; readonly dn: string };

/** As many lines as a card can hold. */
const SHOWN = 15;

/** Records that are read at once, and for one page: refused clicks may be many, and are one line. */
const READ = { atOnce: 60, most: 600 } as const;

/** A distinguished name needs no directory: what happened to an object outlives the object, and the connection. */
async function subjectsOf(who: Somebody, directory: Directory): Promise<readonly Subject[]> {
  const itself = who.by === 'dn' ? [{ name: who.dn, dn: who.dn }] : [];
  try {
    const { recipients } = await directory.find(who);
    return recipients.length > 0 ? recipients.map((one) => ({ name: nameOf(one), dn: one.dn })) : itself;
  } catch (error) {
    if (error instanceof DirectoryUnavailable && itself.length > 0) return itself;
    throw error;
  }
}

type Reading = { readonly before?: number | undefined; readonly enough: (records: readonly AuditRecord[]) => boolean };

/** Records about `of`, newest first, until there are enough of them; `isAll`: nothing is older. */
async function recordsOf(of: Traced, { before, enough }: Reading, ledger: Ledger) {
  const records: AuditRecord[] = [];
  let next = before;
  do {
    const read = await ledger.history(of, { limit: READ.atOnce, ...(next === undefined ? {} : { before: next }) });
    records.push(...read);
    if (read.length < READ.atOnce) return { records, isAll: true };
    next = read.at(-1)?.number;
  } while (!enough(records));
  return { records, isAll: false };
}

/** What is on record about everybody who goes by this name, newest first, all of it. */
export async function readHistory(
  who: Somebody,
  { directory, ledger }: Look,
): Promise<readonly (Subject & { records: readonly AuditRecord[] })[]> {
  const subjects = await subjectsOf(who, directory);
  return Promise.all(
    subjects.map(async (one) => {
      const { records } = await recordsOf({ dn: one.dn }, { enough: () => false }, ledger);
      return { ...one, records };
    }),
  );
}

/** As many lines as a card holds, with the proposals that they are about. */
async function pageOf(of: Traced, before: number | undefined, ledger: Ledger): Promise<HistoryPage> {
  const enough = (records: readonly AuditRecord[]) => records.length >= READ.most || toldIn(records).length > SHOWN;
  const { records, isAll } = await recordsOf(of, { before, enough }, ledger);
  const all = toldIn(records);
  const lines = all.slice(0, SHOWN);
  const older = isAll && lines.length === all.length ? undefined : lines.at(-1)?.at(-1)?.number;
  const ids = [...new Set(lines.map(([{ proposalId }]) => proposalId))];
  const known = await Promise.all(ids.map((id) => ledger.proposal(id)));
  const proposals = new Map(known.flatMap((proposal) => (proposal ? [[proposal.id, proposal] as const] : [])));
  return { lines, proposals, ...(older === undefined ? {} : { older }) };
}

async function cardFor(who: Somebody, before: number | undefined, { directory, ledger }: Look): Promise<Card> {
  const subjects = await subjectsOf(who, directory);
  const pages = await Promise.all(subjects.map(async (one) => ({ one, page: await pageOf(one, before, ledger) })));
  const withRecords = pages.filter(({ page }) => page.lines.length > 0);
  const [first, ...more] = withRecords.length > 0 ? withRecords : pages;
  if (!first)
    return sentence(
      `Nobody goes by "${writeWho(who).slice(0, 200)}". Somebody who is gone is found by the distinguished name.`,
    );
  if (more.length > 0)
    return sentence(
      `Several go by that name: ${[first, ...more]
        .map(({ one }) => one.dn)
        .join(' — ')
        .slice(0, 1_500)}. Ask for one by the distinguished name.`,
    );
  return isPastTheEnd(before, first.page) ? noOlderCard() : historyCard(first.one, first.page);
}

const isPastTheEnd = (before: number | undefined, { lines }: HistoryPage): boolean =>
  before !== undefined && lines.length === 0;

async function ownHistory({ by, before }: JobOf<'history'>, ledger: Ledger): Promise<Card> {
  const page = await pageOf({ actor: by }, before, ledger);
  return isPastTheEnd(before, page) ? noOlderCard() : ownCard(page);
}

/** One page of what is on record about somebody, or of what the asker did. */
export async function showHistory(job: JobOf<'history'>, deps: Look & { queue: Queue }): Promise<void> {
  const { who, before } = job;
  if (who?.by === 'slack-user') throw new Error('A mention is resolved before the directory is asked');
  const card = who ? await cardFor(who, before, deps) : await ownHistory(job, deps.ledger);
  await deps.queue.send('talk', answerTo(job, card));
}
