import type { Card } from './cards/card.ts';
import type { Job, QueueName, SendOptions } from './job.ts';
import type { MsAddress, ProxyAddress } from './migration/address.ts';
import type { AuditEntry, AuditRecord } from './migration/audit.ts';
import type { Examination } from './migration/examination.ts';
import type { Proposal } from './migration/proposal.ts';
import type { OwnPostOffices, Recipient, View, Who } from './migration/recipient.ts';

/** The people found under a name. `more` when the directory held more than are returned. */
export type Found = { readonly recipients: readonly Recipient[]; readonly more: boolean; readonly view: View };

/** Everybody who holds one of some addresses, across the organisation. */
export type Holders = {
  readonly recipients: readonly Recipient[];
  /** `proven` only when nobody could have been missed; else why not. */
  readonly coverage: 'proven' | 'hidden-not-visible' | 'not-searchable' | 'one-domain-of-several';
};

/** Reads the directory. Every call throws DirectoryUnavailable when it cannot be answered, and never a partial answer. */
export interface Directory {
  /** Finds recipients by every name they go by (domain: uid, rdn, cn, mail, and the MS address itself). */
  find(who: Exclude<Who, { by: 'slack-user' }>): Promise<Found>;
  /**
   * Finds every object that holds one of `addresses` under MS, MIGRATE or as a target address. `witness` is a recipient
   * that must come back as well: if it does not, the directory cannot search the attribute, and nothing is proven.
   */
  holders(addresses: readonly MsAddress[], witness?: Recipient): Promise<Holders>;
  /** Reads one object again; undefined when it is gone. */
  read(dn: string): Promise<Recipient | undefined>;
  /** The organisation's own post offices: configured, or read from Site Addressing; kept while the connection lives. */
  ownPostOffices(): Promise<OwnPostOffices>;
  close(): Promise<void>;
}

/** What became of one modify. `unknown`: it may have been done. `unavailable`: it certainly was not. */
export type Written =
  | { readonly kind: 'added' }
  | { readonly kind: 'already-there' }
  | { readonly kind: 'refused'; readonly code: number; readonly name: string }
  | { readonly kind: 'unavailable'; readonly code?: number; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** The write account: reads what it is about to change, and adds one value. */
export interface WritableDirectory extends Directory {
  /** One LDAP modify that adds one value to the recipient's proxy attribute. Never throws, never retries. */
  addProxy(recipient: Pick<Recipient, 'dn' | 'dialect'>, proxy: ProxyAddress): Promise<Written>;
}

/** The state of proposals and the audit chain; one transaction per change of state. */
export interface Ledger {
  /** Keeps a check for a day, so that a button can come back to it. Saving the same id again changes nothing. */
  saveCheck(check: StoredCheck): Promise<void>;
  check(id: string): Promise<StoredCheck | undefined>;
  /** Writes a new proposal with its first record, or says that one with this id is there already. */
  open(proposal: Proposal, entry: AuditEntry): Promise<'opened' | 'exists'>;
  proposal(id: string): Promise<Proposal | undefined>;
  /**
   * Writes `next` over version `next.version - 1` together with its record. `overtaken`: somebody moved it first.
   * `lock` takes or releases the one lock there is on a source address; `locked`: another proposal holds it.
   */
  move(next: Proposal, entry: AuditEntry, lock?: Lock): Promise<'moved' | 'overtaken' | 'locked'>;
  /**
   * Remembers where the proposal's card stands; not a change of state, and only if it stands nowhere yet. False: it
   * stands elsewhere.
   */
  placeCard(id: string, card: { channel: string; ts: string }): Promise<boolean>;
  /** Proposals whose `dueAt` is not after `now`, oldest first. */
  due(now: string): Promise<readonly Proposal[]>;
  /** What was recorded about the object at `dn`, newest first. */
  history(dn: string, limit: number): Promise<readonly AuditRecord[]>;
  /** True once `markDone` was called for this key within the last day (Slack and SQS deliver twice). */
  isDone(key: string): Promise<boolean>;
  markDone(key: string, note?: string): Promise<void>;
  /** What was noted when `markDone` was called for this key within the last day. */
  note(key: string): Promise<string | undefined>;
  /** Takes a key for a minute; false while somebody else has it. What was done is not taken again. */
  take(key: string): Promise<boolean>;
  /** Gives a key back at once, so that another try need not wait. */
  giveBack(key: string): Promise<void>;
}

export type Lock = { readonly take: string } | { readonly release: string };

/** A check as kept. */
export type StoredCheck = {
  readonly id: string;
  readonly schema: 1;
  readonly at: string;
  readonly body: Examination;
};

/** What Slack says of a channel: `absent` covers "does not exist" and "private, and we are not in it" alike. */
export type ChannelState = { readonly member: boolean; readonly shared: boolean } | 'absent';

/** Whom an answer is for, and how to reach them. `replace` puts it in the place of the message that was clicked. */
export type Addressee = {
  readonly user: string;
  readonly replyTo: {
    readonly channel: string;
    readonly responseUrl?: string | undefined;
    readonly threadTs?: string | undefined;
    readonly replace?: boolean | undefined;
  };
};

/** A file as Slack describes it. `bytes` as uploaded, `url` on Slack's own host. */
export type SlackFile = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly mimetype: string;
  readonly url: string;
};

/** Speaks to Slack. Throws SlackBusy (wait), SlackRefused (will not change), or a plain Error (unknown, retry). */
export interface Chat {
  /**
   * Shows a card to one person alone: through the response_url of what they did, and where there is none or it is used
   * up (30 minutes, five uses), as a whisper in the channel; in direct messages, where nobody else reads, as a message.
   */
  answer(to: Addressee, card: Card): Promise<void>;
  post(channel: string, card: Card, options?: { threadTs?: string }): Promise<{ channel: string; ts: string }>;
  update(place: { channel: string; ts: string }, card: Card): Promise<void>;
  /** The address of a message; undefined when it is gone. */
  permalink(place: { channel: string; ts: string }): Promise<string | undefined>;
  channel(id: string): Promise<ChannelState>;
  /** What the directory may know a Slack user by. */
  person(user: string): Promise<{ email?: string; names: readonly string[] }>;
  /** The users of a user group, at most a minute old. */
  groupMembers(group: string): Promise<readonly string[]>;
  /**
   * What Slack says of a file; `absent` covers deleted, kept elsewhere, and shared only where we are not. Throws
   * FileWithheld for a token that may not read files.
   */
  file(id: string): Promise<SlackFile | 'absent'>;
  /** The bytes of a file as they come. Throws FileWithheld when Slack hands out something else, or too slowly. */
  download(file: SlackFile): AsyncIterable<Uint8Array>;
  /** Puts a text file into a channel, or into a thread of it. */
  attach(place: { channel: string; threadTs?: string }, file: { name: string; text: string }): Promise<void>;
}

export interface Queue {
  /**
   * Sends a job. For the FIFO queue `fixes`, `group` orders and `deduplication` makes a repeat within five minutes one.
   * `delaySeconds` (0–900) for standard queues only.
   */
  send(queue: QueueName, job: Job, options?: SendOptions): Promise<void>;
}

export interface Clock {
  /** ISO 8601, UTC, milliseconds. */
  now(): string;
}
