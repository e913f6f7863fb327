import { type MsAddress, migratedFrom, type PostOffice, parseProxyAddress } from '../../migration/address.ts';
import type { Row, Table } from '../table.ts';

/** The columns that the wizard wrote first, in their order (E2K-migsysp). */
export const FIRST_COLUMNS = ['SFS_UserName', 'SFS_FullName', 'MigrateUser', 'Obj-Class', 'Mode'] as const;

/** One line of the user list, by the names of its columns. */
export type UserLine = {
  readonly row: Row;
  readonly user: string;
  readonly objectClass: string;
  readonly mode: string;
  readonly commonName: string;
  readonly secondaries: string;
  /** The MIGRATE values, as they are meant. */
  readonly migrate: readonly string[];
};

/** Everything the lines have in common. */
export type UserList = {
  readonly table: Table;
  /** The lines the wizard goes by: MigrateUser is not N. */
  readonly lines: readonly UserLine[];
  /** The post office that most lines name: the wizard writes a list for one. */
  readonly postOffice?: PostOffice;
};

/** A value of type MIGRATE, whatever it names. */
export const isMigrate = (value: string): boolean => /^migrate[:$]/i.test(value);

/** The MS Mail address that a MIGRATE value names. */
export const addressIn = (value: string): MsAddress | undefined => {
  const proxy = parseProxyAddress(value);
  return proxy && migratedFrom(proxy);
};
