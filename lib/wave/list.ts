import type { MsAddress } from '../migration/address.ts';
import type { Asked } from '../migration/examination.ts';
import type { Finding } from './findings.ts';
import type { Table } from './table.ts';

/** What a wave can be read from (domain.md 4.2, 4.3, 2.3). */
export type ListFormat = 'user list' | 'migration file' | 'directory export' | 'names' | 'container';

/** What a user list has the wizard do with a person; `commonName` is the Directory Name it goes by. */
export type Plan = { readonly creates: boolean; readonly commonName: string };

/** One person of a list, and how the directory is asked for them. */
export type Member = {
  /** Counted from 1, as editors do; 0 for somebody of a container. */
  readonly line: number;
  /** What the list calls them. */
  readonly name: string;
  readonly who: Asked['who'];
  readonly source?: MsAddress;
  readonly plan?: Plan;
};

/** A list as read: whom it names, and what is wrong with it. */
export type List = {
  readonly format: ListFormat;
  readonly members: readonly Member[];
  readonly findings: readonly Finding[];
  /** Lines that the wizard passes by: MigrateUser N, distribution lists, shared folders. */
  readonly leftOut: number;
  /** The user list itself, cell by cell, so that it can be written again; read from the text whenever it is asked for. */
  readonly table?: Table | undefined;
};

/** No list at all: what it is instead, and what was expected. */
export type WrongFile = { readonly problem: string; readonly instead: string };

export const isWrongFile = (value: object): value is WrongFile => 'problem' in value && 'instead' in value;
