import { type BotWords, postAsBot } from './bot-message.ts';
import { eventsDelivered } from './events/push.ts';
import { verifyEventsUrl } from './events/verify.ts';
import { type Fault, failNext } from './faults.ts';
import { changed, type Workspace } from './workspace.ts';

/** What a test may change from outside; from another process by POST to `/control/…` (control-routes.ts). */
export type Controls = {
  /** Lets the next call of a method (or of `response_url`, `url_private`, `upload_url`) go wrong. */
  failNext(method: string, ...faults: readonly Fault[]): void;
  setMember(channel: string, user: string, member: boolean): void;
  setShared(channel: string, shared: boolean): void;
  setGroup(group: string, users: readonly string[]): void;
  /** Moves Slack's clock ahead of the machine's. */
  skewClock(milliseconds: number): void;
  /** Gives the app another signing secret, as *Regenerate* does: what is sent from now on is signed with it. */
  signWith(secret: string): void;
  /** Says where the app listens for commands, interactions and events. */
  sendEventsTo(url: string): void;
  /** Lets another app, which watches servers, post a message; returns its ts. */
  postAsBot(channel: string, words: BotWords): string;
  /** Asks the app's address for a challenge, as Slack does once; true when it came back. */
  verifyEventsUrl(): Promise<boolean>;
  /** Resolves when the app has been told of all that has happened, retries included. */
  eventsDelivered(): Promise<void>;
};

export const controlsOf = (workspace: Workspace): Controls => ({
  failNext: (method, ...faults) => failNext(workspace, method, ...faults),
  setMember(channel, user, member) {
    const members = workspace.channels.get(channel)?.members;
    if (member) members?.add(user);
    else members?.delete(user);
    changed(workspace);
  },
  setShared(channel, shared) {
    const known = workspace.channels.get(channel);
    if (known) known.shared = shared;
    changed(workspace);
  },
  setGroup(group, users) {
    const handle = workspace.groups.get(group)?.handle ?? group.toLowerCase();
    workspace.groups.set(group, { handle, users });
  },
  skewClock(milliseconds) {
    workspace.skew = milliseconds;
  },
  signWith(signingSecret) {
    workspace.settings = { ...workspace.settings, signingSecret };
  },
  sendEventsTo(url) {
    workspace.eventsUrl = url;
  },
  postAsBot: (channel, words) => postAsBot(workspace, channel, words).ts,
  verifyEventsUrl: () => verifyEventsUrl(workspace),
  eventsDelivered: () => eventsDelivered(workspace),
});
