import { stringify } from 'csv-stringify/sync';
import { ldif } from '../../migration/by-hand.ts';
import { fieldOf } from '../multi-value.ts';
import type { Verdict, WaveFix } from '../verdict.ts';

const HEADER = ['Obj-Class', 'Mode', 'Directory Name', 'Home-Server', 'Secondary-Proxy-Addresses'];

/** Where somebody puts the server's name; it is required, and no attribute over LDAP is documented to hold it (Q146304). */
export const HOME_SERVER = 'HOMESERVER';

/**
 * The directory import that adds what is missing (Q146304, Q155594, Q182665): the addresses that a mailbox has stand in
 * the same field, since whether Modify adds to them or replaces them is not documented. LDIF for Active Directory.
 */
export const directoryImport = (verdicts: Iterable<Verdict>): string => [...directoryImportIn(verdicts)].join('');

/** The same piece by piece, since it may be longer than one string can be. */
export function* directoryImportIn(verdicts: Iterable<Verdict>): Generator<string> {
  let isFirst = true;
  for (const { fix } of verdicts) {
    if (!fix) continue;
    if (fix.dialect === 'ad') yield `${isFirst ? '' : '\n'}${ldif(fix).join('\n')}\n`;
    else yield (isFirst ? row(HEADER) : '') + row(rowFor(fix));
    isFirst = false;
  }
  if (isFirst) yield row(HEADER);
}

const row = (cells: readonly string[]): string => stringify([[...cells]], { record_delimiter: 'windows' });

const rowFor = ({ directoryName, secondaries, value }: WaveFix): readonly string[] => [
  ...['Mailbox', 'Modify', fieldOf([directoryName]), HOME_SERVER, fieldOf([...secondaries, value])],
];
