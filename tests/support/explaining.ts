import { SAM, wordsIn } from './rig/people.ts';
import type { Rig } from './rig/rig.ts';

/** An event as Event Viewer copies it, what names the account that it was about, and how both are known to be told. */
export const PASTED = `Event ID: 7026
Source: MSExchangeMig
Type: Error
Category: None
Description: Migration Aborted due to Mapi logon failure.`;

export const naming = (account: string): string =>
  `Event ID: 7017\nSource: MSExchangeMig\nDescription: Could not log onto the Message Store for Account: ${account}`;

export const EXPLAINED = 'Event 7026: Migration aborted due to MAPI logon failure';

export const MENTION = '@migcheck';

/** Riley's direct messages with the bot. */
export const DIRECT = 'D0REQUEST';

type Place = { readonly channel: string; readonly ts: string };

/** What the bot wrote into the thread of a message, as somebody sees it. */
export const inThread = async ({ rig }: { readonly rig: Rig }, as: string, { channel, ts }: Place) =>
  (await rig.sees(as, channel)).filter(({ threadTs }) => threadTs === ts);

/** The words of what stands there for everybody. */
export const publicly = async (at: { readonly rig: Rig }, message: Place): Promise<readonly string[]> =>
  (await inThread(at, SAM, message)).filter(({ onlyFor }) => !onlyFor).map(wordsIn);

/** The words of the newest message that somebody sees. */
export const told = async ({ rig }: { readonly rig: Rig }, as: string): Promise<string> =>
  wordsIn(await rig.newest(as));
