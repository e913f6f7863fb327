import { type Outcome, outcomeList, planList } from '../../cards/plan-list.ts';
import { sentence } from '../../cards/replies.ts';
import { SlackRefused } from '../../errors.ts';
import type { Draft } from '../../migration/draft.ts';
import { draftsOn } from '../../migration/people.ts';
import { ENDED, type Place, type Proposal } from '../../migration/proposal.ts';
import type { Chat, Ledger } from '../../ports.ts';
import { takenOn } from '../../wave/plan/goes.ts';
import { NO_PROGRESS, withRows } from '../../wave/plan/progress.ts';

type Deps = { readonly chat: Chat; readonly ledger: Ledger };

/** A plan with those counted in who are being taken up just now, or were when it was stopped. */
export async function asItStands(plan: Proposal, ledger: Ledger): Promise<Proposal> {
  const progress = plan.progress ?? NO_PROGRESS;
  if (!plan.people || plan.claimedAt === undefined || progress.pages >= plan.people.pages) return plan;
  const { length: count } = await ledger.people(plan.fix.identity, progress.pages);
  const taken = await takenOn(plan, { page: progress.pages, count }, ledger.proposals);
  const rows = taken.flatMap(({ row }) => row ?? []);
  return { ...plan, progress: withRows(progress, rows) };
}

/** Everybody of a plan, page by page. */
async function* pagesOf({ fix, people }: Proposal, ledger: Ledger): AsyncGenerator<readonly Draft[]> {
  for (let page = 0; page < (people?.pages ?? 0); page += 1) yield draftsOn(await ledger.people(fix.identity, page));
}

async function listText(plan: Proposal, ledger: Ledger): Promise<string> {
  const all: Draft[] = [];
  for await (const page of pagesOf(plan, ledger)) all.push(...page);
  return planList(all);
}

async function outcomeText(plan: Proposal, ledger: Ledger): Promise<string> {
  const all: Outcome[] = [];
  let page = 0;
  for await (const drafts of pagesOf(plan, ledger)) {
    const taken = await takenOn(plan, { page, count: drafts.length }, ledger.proposals);
    all.push(...drafts.map((draft, index) => ({ draft, ...taken[index] })));
    page += 1;
  }
  return outcomeList(all);
}

type File = { readonly name: string; readonly text: (plan: Proposal, ledger: Ledger) => Promise<string> };

/** What belongs into the thread: the whole list as soon as it is to be decided about, and what became of everybody. */
function fileFor({ id, people, state, claimedAt }: Proposal): File | undefined {
  if (!people) return undefined;
  if (state === 'open') return { name: `plan-${id}.csv`, text: listText };
  const isOver = ENDED.has(state) && claimedAt !== undefined;
  return isOver ? { name: `plan-${id}-outcomes.csv`, text: outcomeText } : undefined;
}

/** Puts the list of a plan into its thread, once. */
export async function attachList(plan: Proposal, { channel, ts }: Place, { chat, ledger }: Deps): Promise<void> {
  const file = fileFor(plan);
  const key = `attached:${file?.name}`;
  if (!file || (await ledger.isDone(key))) return;
  try {
    const { name, text } = file;
    await chat.attach({ channel, threadTs: ts }, [{ name, content: await text(plan, ledger) }]);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    const says = `The list could not be attached (${error.reason}): does the app have files:write?`;
    await chat.post(channel, sentence(says), { threadTs: ts });
  }
  await ledger.markDone(key);
}
