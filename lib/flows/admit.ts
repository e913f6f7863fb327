import type { Card } from '../cards/card.ts';
import { sentence } from '../cards/replies.ts';
import type { Asked } from '../job.ts';
import type { Chat, Ledger } from '../ports.ts';

export type AskPolicy = {
  /** Who may ask: Slack ids of users and user groups; empty: everybody in the workspace. */
  readonly requesters: readonly string[];
  /** How many questions and clicks one person may make in a minute. */
  readonly perMinute: number;
};

/** `chat` is missing where Slack cannot be asked: user groups were looked at before a job comes there. */
type Deps = { ledger: Ledger; chat?: Pick<Chat, 'members'>; policy: AskPolicy };

const NOT_A_REQUESTER = sentence('You are not among those who may ask (REQUESTERS). Somebody who is can ask for you.');
const UNREADABLE = sentence('Who may ask (REQUESTERS) cannot be read from Slack now. Try again in a minute.');

async function whyNotThey(user: string, { chat, policy }: Deps): Promise<Card | undefined> {
  if (policy.requesters.length === 0) return undefined;
  const may = (await chat?.members(policy.requesters)) ?? 'unreadable';
  if (may === 'unreadable') return UNREADABLE;
  return may.includes(user) ? undefined : NOT_A_REQUESTER;
}

/** What somebody is told who may not ask, or asks too often; undefined: go on. Deciding is not asking. */
export async function refusalOf(job: Asked, deps: Deps, isDeciding: 'asks' | 'decides'): Promise<Card | undefined> {
  if (job.admitted) return undefined;
  const why = isDeciding === 'decides' ? undefined : await whyNotThey(job.by.user, deps);
  if (why) return why;
  const { team, enterprise, user } = job.by;
  const count = await deps.ledger.count(`${team ?? enterprise ?? ''}:${user}`);
  const { perMinute } = deps.policy;
  return count > perMinute
    ? sentence(`That is more than ${perMinute} in a minute (RATE_LIMIT), so it was left undone. Wait a minute, please.`)
    : undefined;
}
