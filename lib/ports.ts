import type { Card } from './cards/card.ts';
import type { Job, QueueName, SendOptions } from './job.ts';
import type { MsAddress, ProxyAddress } from './migration/address.ts';
import type { Actor, AuditEntry, AuditRecord } from './migration/audit.ts';
import type { Draft } from './migration/draft.ts';
import type { Examination } from './migration/examination.ts';
import type { OnList } from './migration/people.ts';
import type { Place, Progress, Proposal } from './migration/proposal.ts';
import type { OwnPostOffices, Recipient, View, Who } from './migration/recipient.ts';
import type { KeptRecord } from './migration/verify/chain.ts';
import type { KeptPage } from './migration/verify/plans.ts';
import type { KeptProposal } from './migration/verify/proposals.ts';
import type { Finding } from './wave/findings.ts';
import type { Head, Summary } from './wave/summary.ts';
import type { Judged } from './wave/survey.ts';
import type { Lone } from './wave/verdict.ts';
import type { NewWave, Wave, WaveEnd, WavePlace, WaveProgress, WaveWork } from './wave/wave.ts';

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

/** The directory as it was when everybody was read: it answers at once, and as the directory itself would have. */
export interface Everybody {
  find(who: Parameters<Directory['find']>[0]): Found;
  holders(addresses: readonly MsAddress[], witness?: Recipient): Holders;
  ownPostOffices(): OwnPostOffices;
  /** Whoever stands alone with a source address that was given; undefined where it takes more than a glance to tell. */
  lone(who: Parameters<Directory['find']>[0], source: MsAddress): Lone | undefined;
}

/** What became of one modify. `unknown`: it may have been done. `unavailable`: it certainly was not. */
export type Written =
  | { readonly kind: 'added' }
  | { readonly kind: 'already-there' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'already-gone' }
  | { readonly kind: 'refused'; readonly code: number; readonly name: string }
  | { readonly kind: 'unavailable'; readonly code?: number; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** The write account: reads what it is about to change, and adds or removes one value. */
export interface WritableDirectory extends Directory {
  /** One LDAP modify that adds one value to the recipient's proxy attribute. Never throws, never retries. */
  addProxy(recipient: Pick<Recipient, 'dn' | 'dialect'>, proxy: ProxyAddress): Promise<Written>;
  /**
   * One LDAP modify that removes one value from it. Never throws, never retries. The directory matches without regard
   * to case: whoever asks has seen this very value, byte for byte, right before.
   */
  removeProxy(recipient: Pick<Recipient, 'dn' | 'dialect'>, proxy: ProxyAddress): Promise<Written>;
}

/** What is written at once: the proposal as it is to stand, and what goes on record with it, in this order. */
export type Opening = {
  readonly proposal: Proposal;
  readonly entries: readonly AuditEntry[];
  /** The proposal for the same recipient that was known when this one was made: nothing else may have come since. */
  readonly live: string | undefined;
  /** Another open proposal for the same recipient that ends with this one. */
  readonly superseded?: Proposal;
};

/** One row of a plan as it is to stand, over the version before it; one that is taken up is new, and is claimed at once. */
export type RowMove = {
  readonly next: Proposal;
  readonly entry: AuditEntry;
  readonly lock?: Lock | undefined;
};

/** What keeps rows from being moved: the plan moved, or one of them was overtaken or its address is another's. */
export type RowsRefused = { readonly by: 'plan' } | { readonly by: 'row' | 'lock'; readonly id: string };

/** The state of proposals and the audit chain; one transaction per change of state. */
export interface Ledger {
  /** Keeps a check for a day, so that a button can come back to it. Saving the same id again changes nothing. */
  saveCheck(check: StoredCheck): Promise<void>;
  check(id: string): Promise<StoredCheck | undefined>;
  /**
   * Writes a new proposal with its records. `exists`: one with this id is there already. `overtaken`: another one for
   * the same recipient came, or the superseded one moved, since it was looked at.
   */
  open(opening: Opening): Promise<'opened' | 'exists' | 'overtaken'>;
  proposal(id: string): Promise<Proposal | undefined>;
  /** The newest proposal for the object at `dn`, or for what a plan is of; at most one that has not ended. */
  newestFor(dn: string): Promise<Proposal | undefined>;
  /**
   * Writes `next` over version `next.version - 1` together with its record. `overtaken`: somebody moved it first.
   * `lock` takes or gives back the one lock there is on a source address; `locked`: it is another recipient's.
   */
  move(next: Proposal, entry: AuditEntry, lock?: Lock): Promise<'moved' | 'overtaken' | 'locked'>;
  /** Keeps a list of people, page by page, each with a salt; the digest under which it stands. */
  savePeople(pages: readonly (readonly Draft[])[]): Promise<string>;
  /** The people on one page of a list, from 0; throws where there is no such page. */
  people(list: string, page: number): Promise<readonly OnList[]>;
  /** Those of these proposals that are there, by their ids. */
  proposals(ids: readonly string[]): Promise<ReadonlyMap<string, Proposal>>;
  /** The ids of the newest proposals for these objects, by their names as given. */
  newestIds(dns: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Moves rows of a plan with their records, all of them or none. New rows are written only while the plan is as it was
   * read. `progress`, of a page on which all have ended, is noted with them.
   */
  moveRows(plan: Proposal, moves: readonly RowMove[], progress?: Progress): Promise<'moved' | RowsRefused>;
  /** Notes how far a plan has come; not a change of state. What another worker noted stays. */
  noteProgress(plan: Proposal, progress: Progress): Promise<void>;
  /** The proposal that holds the lock on a source address. */
  lockedBy(address: string): Promise<string | undefined>;
  /** Writes a record that moves nothing, once for each key. */
  record(entry: AuditEntry, key: string): Promise<void>;
  /** Remembers one more message that shows the proposal; not a change of state. The places known after it. */
  placeCard(id: string, place: Place): Promise<readonly Place[]>;
  /** Remembers that the note of this version is in the thread (`noted`), or that all of it was told (`told`). */
  markTold(proposal: Proposal, what: 'noted' | 'told'): Promise<void>;
  /** Notes on a proposal by which other one its change was taken back; not a change of state. */
  markUndone(id: string, by: string): Promise<void>;
  /** Has the sweep look at it again at `until` and not before, as long as it is not moved. */
  postpone(proposal: Proposal, until: string): Promise<void>;
  /**
   * Proposals whose time has come at `now`, oldest first; without `now` all that have not ended or were not told.
   * `unreadable`: rows of a later version, by their keys.
   */
  due(now?: string): Promise<{ readonly proposals: readonly Proposal[]; readonly unreadable: readonly string[] }>;
  /** What was recorded about an object, or of what a person did, newest first; `before`: of lower numbers only. */
  history(of: Traced, page: { readonly limit: number; readonly before?: number }): Promise<readonly AuditRecord[]>;
  /** True once `markDone` was called for this key within the last day (Slack and SQS deliver twice). */
  isDone(key: string): Promise<boolean>;
  markDone(key: string, note?: string): Promise<void>;
  /** What was noted when `markDone` was called for this key within the last day. */
  note(key: string): Promise<string | undefined>;
  /** Takes a key for a minute; undefined while somebody else has it, else what it is given back with. */
  take(key: string): Promise<string | undefined>;
  /** Gives a key back at once, so that another try need not wait; what is somebody else's by now stays theirs. */
  giveBack(key: string, hold: string): Promise<void>;
  /** Counts one more question of this person in the current minute; how many it is now. */
  count(person: string): Promise<number>;
  readonly waves: Waves;
}

/** The newest wave under some keys, by these, as they were at a moment. */
export type Known = ReadonlyMap<string, string | undefined>;

/** Waves that were asked for in Slack, each with its list and its survey; all of it is forgotten after thirty days. */
export interface Waves {
  /** Keeps a wave and the file it was read from. One with this id that is there already stays as it was. */
  begin(wave: NewWave, list?: Uint8Array): Promise<void>;
  wave(id: string): Promise<Wave | undefined>;
  /** The file as it was handed in. */
  list(id: string): Promise<Uint8Array | undefined>;
  /** What became of everybody; undefined until all parts have ended. Throws NotAsKept, as do its pieces. */
  survey(id: string): Promise<KeptSurvey | undefined>;
  /** The newest wave that was judged under this key: a digest, or the name of a list. */
  newest(key: string): Promise<string | undefined>;
  /** Remembers the message that shows it. */
  place(id: string, place: WavePlace): Promise<void>;
  /**
   * Has a worker begin a part, or take over from one that has said nothing since `silentSince`; without `part` the first
   * that is silent. `busy`: other workers are at it; `found`: all parts have ended, and the wave has not; `over`: it has.
   */
  start(
    id: string,
    asked: { readonly part?: number | undefined; readonly silentSince: string },
  ): Promise<WaveWork | 'busy' | 'found' | 'over'>;
  /** Notes, once, how many people there are and in how many parts they are judged; undefined as for `beat`. */
  cut(work: WaveWork, how: { readonly parts: number; readonly people: number }): Promise<Wave | undefined>;
  /**
   * Notes how far this worker has come with its part. The wave as it then stands; undefined when it is over, or another
   * worker has taken over.
   */
  beat(work: WaveWork, progress: WaveProgress): Promise<Wave | undefined>;
  gather(work: WaveWork): Gathering;
  /**
   * Ends a wave whose parts have all ended, and makes it the newest under each key of `known`, at once. `known` says
   * which wave was the newest under it, if any. `over`: it has ended; `overtaken`: another one has become the newest
   * under one of them since.
   */
  judge(
    id: string,
    found: { readonly known: Known; readonly since?: Wave['since']; readonly first?: string },
  ): Promise<'judged' | 'over' | 'overtaken'>;
  /** Ends a wave that has not ended; false when it has. */
  end(id: string, how: 'cancelled' | 'failed', end: WaveEnd): Promise<boolean>;
  /** Notes that its end was told, so that nothing is due any more. */
  markTold(id: string): Promise<void>;
  /** Waves that have been silent for two minutes, or whose end was not told for as long. */
  due(now: string): Promise<readonly Wave[]>;
  /** Has it due again at `until`. */
  postpone(id: string, until: string): Promise<void>;
}

/** Keeps what a worker finds, as it goes: there may be more of it than memory holds. */
export interface Gathering {
  /** Some people more, in the order of the part. */
  keep(judged: Judged): Promise<void>;
  /** Ends the part, once. The wave as it then stands; undefined when it is over, or another worker has taken over. */
  end(head: Head): Promise<Wave | undefined>;
}

/** Some people of a survey, some thousand at the most. */
export type SurveyPiece = {
  readonly people: number;
  read(): Promise<Judged>;
  /** What is wrong with their lines alone. */
  findings(): Promise<readonly Finding[]>;
};

/** A survey as it is kept: what it comes to, and its people, piece by piece in the order of the wave. */
export type KeptSurvey = Summary & { readonly pieces: readonly SurveyPiece[] };

/** All that is kept, from end to end and as it is, for verifying and exporting; nothing here writes. */
export interface Archive {
  /** The name of the chain. */
  readonly chain: string;
  /** The records in the order of their numbers; `after`: those with higher numbers only. */
  records(after?: number): AsyncIterable<KeptRecord>;
  /** Every proposal, in no order. */
  proposals(): AsyncIterable<KeptProposal>;
  /** Every page of every list of people that a plan was made of, in no order. */
  pages(): AsyncIterable<KeptPage>;
  close(): void;
}

/** Takes what is personal out of the tables; for the terminal, with rights that no function has. */
export interface Eraser {
  /** Puts the record of the erasure at the end of the chain; the record as it stands there. */
  append(entry: AuditEntry): Promise<AuditRecord>;
  /** Puts a record in the place of the one with the same number and hash. */
  replace(record: AuditRecord): Promise<void>;
  /** Deletes the proposal's row and what points to it. */
  forget(proposal: Proposal): Promise<void>;
  /** Puts a page of a list in the place of the one that is there, with somebody less on it. */
  unlist(page: KeptPage): Promise<void>;
  close(): void;
}

/** Whose records: an object's, or a person's. */
export type Traced = { readonly dn: string } | { readonly actor: Actor };

/**
 * `take`: for this recipient, until it is given back. `keep`: it outlives the change until then, since other servers do
 * not know the value yet. `release`: it is free.
 */
export type Lock =
  | { readonly take: string }
  | { readonly keep: string; readonly until: string }
  | { readonly release: string };

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

/** A file to be put into Slack; a text goes as UTF-8. */
export type NewFile = { readonly name: string; readonly content: string | Uint8Array };

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
  /** Whether another organisation reads a channel, at most a minute old. */
  isShared(channel: string): Promise<boolean>;
  /** What the directory may know a Slack user by. */
  person(user: string): Promise<{ email?: string; names: readonly string[] }>;
  /**
   * The users among these ids (U…, W…) and those of the user groups (S…), at most a minute old; `unreadable` when a
   * group cannot be read.
   */
  members(ids: readonly string[]): Promise<readonly string[] | 'unreadable'>;
  /**
   * What Slack says of a file; `absent` covers deleted, kept elsewhere, and shared only where we are not. Throws
   * FileWithheld for a token that may not read files.
   */
  file(id: string): Promise<SlackFile | 'absent'>;
  /** The bytes of a file as they come. Throws FileWithheld when Slack hands out something else, or too slowly. */
  download(file: SlackFile): AsyncIterable<Uint8Array>;
  /** Puts files into a channel, or into a thread of it, in one message. */
  attach(place: { channel: string; threadTs?: string }, files: readonly NewFile[]): Promise<void>;
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
