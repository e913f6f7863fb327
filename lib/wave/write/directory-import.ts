import { stringify } from 'csv-stringify/sync';
import { ldif } from '../../migration/by-hand.ts';
import { fieldOf } from '../multi-value.ts';
import type { Verdict, WaveFix } from '../verdict.ts';

const HEADER = ['Obj-Class', 'Mode', 'Directory Name', 'Home-Server', 'Secondary-Proxy-Addresses'];

/** Where somebody puts the server's name; it is required, and no attribute over LDAP is documented to hold it (Q146304). */
export const HOME_SERVER = 'HOMESERVER';

const fixesIn = (verdicts: readonly Verdict[]): readonly WaveFix[] => verdicts.flatMap(({ fix }) => fix ?? []);

/**
 * The directory import that adds what is missing (Q146304, Q155594, Q182665): the addresses that a mailbox has stand in
 * the same field, since whether Modify adds to them or replaces them is not documented. LDIF for Active Directory.
 */
export function directoryImport(verdicts: readonly Verdict[]): string {
  const fixes = fixesIn(verdicts);
  if (fixes[0]?.dialect === 'ad') return `${fixes.map(ldif).join('\n\n')}\n`;
  const rows = fixes.map(({ directoryName, secondaries, value }) => [
    'Mailbox',
    'Modify',
    fieldOf([directoryName]),
    HOME_SERVER,
    fieldOf([...secondaries, value]),
  ]);
  return stringify([HEADER, ...rows], { record_delimiter: 'windows' });
}
