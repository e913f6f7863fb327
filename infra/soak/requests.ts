import { mendable, oneOf } from './crowd.ts';
import type { Deed } from './sent.ts';
import type { Said } from './slack.ts';

export const APPROVER = 'U0SOAKAPPROVER';

const PEOPLE = 40;
const EVENT = 'Event ID: 7026 Source: MSExchangeMig Description: Migration Aborted due to Mapi logon failure';

/** What is asked, and what the answer to it says. `story` is the step of a change that it is. */
type Asked = { readonly deed: Deed; readonly says: RegExp; readonly story?: 'asked' | 'proposed' | 'approved' };

/** A request that was sent, and when (milliseconds, performance.now). */
type Pending = Asked & { readonly number: number; readonly sentAt: number };

/** Milliseconds from a request to what it was to bring about. */
export type Times = Readonly<Record<'acknowledged' | 'answered' | 'written', number[]>>;

/** Of twenty requests two begin a change, which takes two clicks more; the others ask, explain and look back. */
function asking(turn: number, crowd: number): Asked {
  const user = `U0SOAK${turn % PEOPLE}`;
  const { alias, displayName } = oneOf((turn * 7) % crowd);
  switch (turn % 20) {
    case 0:
    case 10:
      return { deed: { user, text: mendable(Math.floor(turn / 10)) }, says: /MIGRATE/, story: 'asked' };
    case 3:
    case 8:
    case 13:
      return { deed: { user, text: `explain ${EVENT}` }, says: /^Event 7026/ };
    case 5:
    case 15:
      return { deed: { user, text: `history ${alias}` }, says: new RegExp(displayName) };
    case 17:
      return { deed: { user, text: 'pending' }, says: /waits for you|to decide/ };
    default:
      return { deed: { user, text: alias }, says: new RegExp(displayName) };
  }
}

/** A click is answered by what it brings about, and otherwise by why it brings nothing about. */
const CLICK = /^$/;

/** All that was asked and what came of it. */
export function openLedger(crowd: number) {
  const pending = new Map<number, Pending>();
  const proposals = new Map<string, number>();
  const clicks: Asked[] = [];
  const times: Times = { acknowledged: [], answered: [], written: [] };
  const wrong: string[] = [];
  const refused: string[] = [];
  let [number, turn] = [0, 0];

  const bring = (one: Pending, into: number[]): void => {
    pending.delete(one.number);
    into.push(performance.now() - one.sentAt);
  };
  /** The answer to a command; where a change is offered, the next click is due. */
  const answered = (one: Pending, said: Said): void => {
    if (!one.says.test(said.text)) wrong.push(`${one.story ?? 'question'}: ${said.text.slice(0, 200)}`);
    if (one.story === 'proposed' || one.story === 'approved') return;
    bring(one, times.answered);
    const value = said.value('propose');
    if (one.story === 'asked' && value)
      clicks.push({
        deed: { user: one.deed.user, actionId: 'propose', value, ts: '1.1' },
        says: /./,
        story: 'proposed',
      });
    else if (one.story === 'asked') wrong.push(`Nothing was offered: ${said.text.slice(0, 200)}`);
  };
  /** A card in the channel: a proposal that waits for a click, or the change that came of it. */
  const shown = ({ text, value, ts }: Said): void => {
    const proposed = value('approve');
    const one = pending.get(proposals.get(proposed ?? value('refresh') ?? '') ?? -1);
    if (one?.story === 'proposed' && proposed) {
      bring(one, times.answered);
      clicks.push({
        deed: { user: APPROVER, actionId: 'approve', value: proposed, ts },
        says: CLICK,
        story: 'approved',
      });
    } else if (one?.story === 'approved' && /Applied and read back/.test(text)) bring(one, times.written);
  };

  return {
    times,
    wrong: wrong as readonly string[],
    refused: refused as readonly string[],
    /** The door did not take it, so nothing will come of it. */
    refuse({ number: gone, deed }: Pending, why: string): void {
      pending.delete(gone);
      refused.push(`${why}: ${JSON.stringify(deed)}`);
    },
    /** How many requests were made, and how many of them have not had what they asked for yet. */
    counts: () => ({ made: number, open: pending.size, clicksDue: clicks.length }),
    /** The next request: a click that is due, else a new question; `last`: only clicks, and undefined without any. */
    next(last: boolean): Pending | undefined {
      const asked = clicks.shift() ?? (last ? undefined : asking(turn++, crowd));
      if (!asked) return undefined;
      number += 1;
      const one = { ...asked, number, sentAt: performance.now() };
      pending.set(number, one);
      if (!('text' in asked.deed)) proposals.set(asked.deed.value, number);
      return one;
    },
    hear(said: Said): void {
      const one = said.number === undefined ? undefined : pending.get(said.number);
      if (one) answered(one, said);
      else if (said.number === undefined) shown(said);
    },
    /** What was asked and never came, in a few words each. */
    lost: (): readonly string[] =>
      [...pending.values()].map(({ deed, story }) => `${story ?? 'question'}: ${JSON.stringify(deed)}`),
  };
}

export type Ledger = ReturnType<typeof openLedger>;
