/** The two sources under which the Migration Wizard logs; their numbers overlap and mean different things. */
export type EventFamily = 'MSExchangeMig' | 'MSExchangeMigDS';

/** One cause of an event: what happened, how to tell it from the others, what to do, and where it is printed. */
export type Cause = {
  readonly id: string;
  readonly title: string;
  readonly howToTell: string;
  /** Steps, in order. */
  readonly remedy: readonly string[];
  readonly articles: readonly string[];
};

/** What became of the data of the person or folder that the event is about, as far as the articles support it. */
export type Fate = {
  readonly state: 'complete' | 'untouched' | 'partly migrated' | 'not migrated' | 'lost' | 'not documented';
  readonly says: string;
};

/** Another event that is logged beside this one. */
export type Companion = { readonly source: EventFamily; readonly id: number; readonly says: string };

/** What an event merely follows: ids of one source, from and to included. */
export type Forerunner = { readonly source: EventFamily; readonly from: number; readonly to: number };

/** What a placeholder of a description stands for. */
export type PlaceholderName =
  | 'account'
  | 'accounts'
  | 'address'
  | 'attribute'
  | 'container'
  | 'count'
  | 'distributionList'
  | 'domain'
  | 'entry'
  | 'error'
  | 'file'
  | 'folder'
  | 'holder'
  | 'keyword'
  | 'line'
  | 'mailbox'
  | 'object'
  | 'offset'
  | 'path'
  | 'postOffice'
  | 'server'
  | 'sourceAddress'
  | 'token'
  | 'value';

/** Text by which something is recognised, with its placeholders literally as the article prints them. */
export type Described = {
  readonly description: string;
  /** The same event as other versions or articles print it. */
  readonly variants?: readonly string[];
  /** Each placeholder, as it stands in the description, and what it stands for. */
  readonly placeholders?: Readonly<Record<string, PlaceholderName>>;
};

/** What is known, whether Windows logged it or a dialog showed it. */
export type Knowledge = Described & {
  readonly title: string;
  /** In our own words; the description serves recognition only. */
  readonly meaning: string;
  readonly system: string;
  readonly versions: string;
  /** The first service pack or file version with the fix, where one is documented. */
  readonly fixedIn?: string;
  readonly causes: readonly Cause[];
  readonly data: Fate;
  readonly articles: readonly string[];
};

/** What is known of one event. */
export type KnownEvent = Knowledge & {
  readonly source: EventFamily;
  readonly id: number;
  readonly type?: 'Error' | 'Warning' | 'Information';
  /** How far it reaches: the whole run, one account, single items of it, or nothing at all. */
  readonly reach: 'run' | 'account' | 'item' | 'nothing';
  readonly comesWith?: readonly Companion[];
  /** Present where the event is a consequence only: those before it are the ones to explain. */
  readonly follows?: readonly Forerunner[];
};

/** A dialog's message; it has no id and is recognised by its text. */
export type KnownMessage = Knowledge & { readonly id: string };
