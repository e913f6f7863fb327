import type { KnownBlock, ModalView } from '@slack/types';
import type { JsonObject } from './block-kit/problems.ts';
import type { Fault } from './faults.ts';
import type { StoredFile, Upload } from './files/store.ts';
import type { Manifest } from './manifest.ts';
import { sampleBots, samplePeople, samplePlaces } from './sample.ts';

/** A person of this workspace, or of another one that shares a channel with it. */
export type Person = {
  readonly id: string;
  /** The handle, as in `@riley`. */
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  readonly teamId: string;
  readonly colour: string;
  readonly isBot?: boolean;
  /** Drawn in the place of the initials. */
  readonly picture?: 'envelope';
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  /** Shared with another workspace (Slack Connect). */
  shared: boolean;
};

export type Message = {
  readonly ts: string;
  readonly channel: string;
  /** The author's user id; of another app's message (`bot_message`) its bot id. */
  readonly user: string;
  text: string;
  blocks: readonly KnownBlock[];
  readonly threadTs?: string;
  /** The people who get a notice of it. */
  readonly tells: readonly string[];
  /** An ephemeral message: only this person sees it. */
  readonly onlyFor?: string;
  /** `joined`: a line of Slack's own, without a bubble. */
  readonly subtype?: 'joined' | 'bot_message';
  /** Who brought in the one who joined. */
  readonly inviter?: string;
  /** Given by the Slack client that a person writes with; what apps post has none. */
  readonly clientMsgId?: string;
  /** Ids of the files that it shares. */
  readonly files?: readonly string[];
  /** Other apps' attachments, and forwarded messages; the files of these are named by id only (`files: [{ id }]`). */
  readonly attachments?: readonly JsonObject[];
  edited?: boolean;
};

/** A modal whose blocks have been checked. */
export type Modal = Omit<ModalView, 'blocks'> & { readonly blocks: readonly KnownBlock[] };

export type OpenView = {
  readonly id: string;
  readonly person: string;
  readonly view: Modal;
  readonly hash: string;
  /** Errors by block_id, as the app's `response_action: errors` gave them. */
  readonly errors: { readonly [blockId: string]: string };
};

export type Trigger = { readonly person: string; readonly at: number; used: boolean };

export type ResponseUrl = {
  readonly person: string;
  readonly channel: string;
  readonly threadTs?: string;
  readonly at: number;
  uses: number;
  /** The message that `replace_original` and `delete_original` mean. */
  original?: string;
};

export type Settings = {
  readonly signingSecret: string;
  readonly botToken: string;
  readonly manifest: Manifest;
  /** The Enterprise organisation that the workspace belongs to, if any. */
  readonly enterprise?: { readonly id: string; readonly name: string };
  /** A line over the page, such as "Real directory: read-only". */
  readonly banner?: string;
  /** Milliseconds since 1970; injected by tests of what expires. */
  readonly now: () => number;
  /** Milliseconds within which the app must answer; Slack's are 3,000. */
  readonly patience: number;
  /** Milliseconds before each further attempt to deliver an event that the app did not take. */
  readonly retryDelays: readonly number[];
};

/** Everything that this Slack remembers; there is one per running look-alike. */
export type Workspace = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: { readonly id: string; readonly botId: string; readonly userId: string };
  settings: Settings;
  /** Where this Slack itself is reached; known once it listens. */
  url: string;
  /** Where commands, interactions and events are sent; undefined until the app is up. */
  eventsUrl: string | undefined;
  /** Milliseconds that the clock is ahead, moved by tests. */
  skew: number;
  readonly people: Map<string, Person>;
  /** Authors who are nobody's account: Slack itself, and what monitors things. */
  readonly bots: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, { readonly handle: string; users: readonly string[] }>;
  messages: readonly Message[];
  readonly files: Map<string, StoredFile>;
  /** Files that the app has announced and not yet completed, by id. */
  readonly uploads: Map<string, Upload>;
  readonly views: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly faults: Map<string, Fault[]>;
  readonly watchers: Set<() => void>;
  /** Events under way, retries included; nobody waits for them but tests. */
  readonly deliveries: Set<Promise<void>>;
  /** Aborted when this Slack closes: what is still under way ends. */
  readonly closing: AbortController;
  /** The last message timestamp given out, in microseconds: they only go up. */
  lastTs: number;
};

export function sampleWorkspace(settings: Settings): Workspace {
  const app = { id: 'A0MIGCHECK', botId: 'B0MIGCHECK', userId: 'U0MIGCHECK' };
  return {
    team: { id: 'T0FABRIKAM', name: 'Fabrikam', domain: 'fabrikam' },
    app,
    settings,
    url: '',
    eventsUrl: undefined,
    skew: 0,
    people: new Map(samplePeople.map((person) => [person.id, person])),
    bots: new Map(sampleBots.map((bot) => [bot.id, bot])),
    channels: new Map(samplePlaces().map((channel) => [channel.id, channel])),
    groups: new Map([['S0MIGADMIN', { handle: 'migration-admins', users: ['U0APPROVE'] }]]),
    messages: [],
    files: new Map(),
    uploads: new Map(),
    views: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    faults: new Map(),
    watchers: new Set(),
    deliveries: new Set(),
    closing: new AbortController(),
    lastTs: 0,
  };
}

/** The workspace's time in milliseconds since 1970. */
export const now = (workspace: Workspace): number => workspace.settings.now() + workspace.skew;

/** Tells every open page that there is something new. */
export function changed(workspace: Workspace): void {
  for (const watcher of workspace.watchers) watcher();
}
