import type { KnownBlock, ModalView } from '@slack/types';
import type { Fault } from './faults.ts';
import { samplePeople, samplePlaces } from './sample.ts';

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
  /** The author's user id. */
  readonly user: string;
  text: string;
  blocks: readonly KnownBlock[];
  readonly threadTs?: string;
  /** An ephemeral message: only this person sees it. */
  readonly onlyFor?: string;
  /** `joined`: a line of Slack's own, without a bubble. */
  readonly subtype?: 'joined';
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

/** What this Slack reads of the app's manifest. Without `features`, `/migcheck` is taken to be there. */
export type Manifest = {
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly features?: {
    readonly slash_commands?: readonly {
      readonly command: string;
      readonly description?: string;
      readonly usage_hint?: string;
      readonly should_escape?: boolean;
    }[];
  };
  readonly settings?: { readonly interactivity?: { readonly is_enabled?: boolean } };
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
};

/** Everything that this Slack remembers; there is one per running look-alike. */
export type Workspace = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: { readonly id: string; readonly botId: string; readonly userId: string };
  readonly settings: Settings;
  /** Where this Slack itself is reached; known once it listens. */
  url: string;
  /** Where slash commands and interactions are sent; undefined until the app is up. */
  eventsUrl: string | undefined;
  /** Milliseconds that the clock is ahead, moved by tests. */
  skew: number;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, { readonly handle: string; users: readonly string[] }>;
  messages: readonly Message[];
  readonly views: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly faults: Map<string, Fault[]>;
  readonly watchers: Set<() => void>;
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
    channels: new Map(samplePlaces().map((channel) => [channel.id, channel])),
    groups: new Map([['S0MIGADMIN', { handle: 'migration-admins', users: ['U0APPROVE'] }]]),
    messages: [],
    views: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    faults: new Map(),
    watchers: new Set(),
    lastTs: 0,
  };
}

/** The workspace's time in milliseconds since 1970. */
export const now = (workspace: Workspace): number => workspace.settings.now() + workspace.skew;

/** Tells every open page that there is something new. */
export function changed(workspace: Workspace): void {
  for (const watcher of workspace.watchers) watcher();
}
