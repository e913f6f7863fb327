import type { DirectoryTrouble } from '../errors.ts';
import type { Dialect } from '../migration/recipient.ts';
import type { ClockSeen } from './clock.ts';
import type { Part } from './finding.ts';

export type Account = 'read' | 'write';

/** A few recipients as one server shows them: their addresses sorted, under their distinguished names. */
export type Sample = Readonly<Record<string, readonly string[]>>;

/** What one server showed to one account. */
export type ServerAnswer = {
  readonly dialect: Dialect;
  readonly base: string;
  readonly clock?: ClockSeen;
  /** The bind name asks for hidden recipients (Exchange 5.5, Q185475); in Active Directory always. */
  readonly asksForHidden: boolean;
  /** Hidden recipients that came back, out of a page of them. */
  readonly hidden: number;
  /** How many recipients were looked at, and how many of them showed an address. */
  readonly recipients: number;
  readonly readable: number;
  /** Whether everybody who holds an address would have been found. */
  readonly coverage?: 'proven' | 'hidden-not-visible' | 'not-searchable' | 'one-domain-of-several';
  /** Of the recipients looked at, how many this account may write to; absent where the directory cannot tell. */
  readonly writable?: number;
  readonly sample: Sample;
};

export type ServerSeen = {
  /** Scheme, host and port. */
  readonly server: string;
  readonly encrypted: boolean;
  readonly answer:
    | ServerAnswer
    | { readonly trouble: DirectoryTrouble; readonly code?: number; readonly says?: string };
  /** Set for the global catalogue: whether it says that it is one. */
  readonly catalogue?: boolean;
};

export const partOf = (account: Account): Part =>
  account === 'read' ? 'Directory, account that reads' : 'Directory, account that writes';
