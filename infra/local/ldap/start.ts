import { createSecureContext } from 'node:tls';
import { normalDn } from '../../../lib/migration/dn.ts';
import type { Dialect } from '../../../lib/migration/recipient.ts';
import type { Account } from './account.ts';
import { converse } from './conversation.ts';
import { type Keys, openDoors } from './doors.ts';
import { type EntryData, entriesOf, type Value, valuesOf } from './entry.ts';
import { type Faults, newFaults } from './faults.ts';
import type { House } from './house.ts';
import type { Request } from './request.ts';
import { rootDse } from './root-dse.ts';

export type LdapOptions = {
  readonly dialect: Dialect;
  /** The top of the tree, `o=FABRIKAM` or `DC=fabrikam,DC=example`. */
  readonly suffix: string;
  readonly entries: readonly EntryData[];
  readonly accounts: readonly Account[];
  /** Any free port unless given. */
  readonly port?: number;
  /** PEM. With it the server offers StartTLS, and LDAPS on a port of its own. */
  readonly tls?: Keys;
  readonly sizeLimit?: number;
  readonly anonymous?: 'allowed' | 'refused';
};

/** A running server, and what its owner may look at and break. */
export type Ldap = {
  readonly url: string;
  readonly port: number;
  /** Only with `tls`. */
  readonly secureUrl: string | undefined;
  readonly faults: Faults;
  /** Every request so far, oldest first. */
  readonly requests: readonly Request[];
  /** The values an attribute holds now, whoever may see them. */
  values(dn: string, attribute: string): readonly Value[];
  /** Puts an object in, or in the place of the one with its name. */
  put(entry: EntryData): void;
  remove(dn: string): void;
  /** Breaks all connections off, and goes on listening. */
  disconnectAll(): void;
  close(): Promise<void>;
};

/** An LDAP v3 server in memory, on the loopback address only: enough of one to stand for either directory. */
export async function startLdap(options: LdapOptions): Promise<Ldap> {
  const house = houseOf(options);
  const secureContext = options.tls && createSecureContext(options.tls);
  const doors = await openDoors((socket) => converse(socket, house, secureContext), options.port ?? 0, options.tls);
  return {
    url: `ldap://127.0.0.1:${doors.port}`,
    port: doors.port,
    secureUrl: doors.securePort ? `ldaps://127.0.0.1:${doors.securePort}` : undefined,
    faults: house.faults,
    requests: house.requests,
    values: (dn, attribute) => {
      const entry = house.entries.get(normalDn(dn));
      return entry ? valuesOf(entry, attribute) : [];
    },
    put: (entry) => {
      for (const [key, value] of entriesOf([entry])) house.entries.set(key, value);
    },
    remove: (dn) => void house.entries.delete(normalDn(dn)),
    disconnectAll: doors.disconnectAll,
    close: doors.close,
  };
}

const houseOf = ({ dialect, suffix, tls, ...options }: LdapOptions): House => ({
  dialect,
  entries: entriesOf([rootDse(dialect, suffix, tls !== undefined), ...options.entries]),
  accounts: options.accounts,
  faults: newFaults(),
  sizeLimit: options.sizeLimit ?? (dialect === 'exchange55' ? 100 : 1000),
  anonymous: options.anonymous ?? 'refused',
  requests: [],
});
