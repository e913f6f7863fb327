import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../infra/local/ldap/account.ts';
import type { EntryData } from '../../infra/local/ldap/entry.ts';
import type { Authority } from './authority.ts';
import { ldifOf } from './ldif.ts';
import { programPath } from './program-path.ts';
import { accountEntries, domainEntries, grants, schemaSteps } from './samba-entries.ts';
import { isAnyTaken, startServer } from './server-process.ts';

export type SambaOptions = {
  /** `DC=fabrikam,DC=example`. */
  readonly suffix: string;
  readonly entries: Iterable<EntryData>;
  readonly accounts: readonly Account[];
  readonly tls: Authority;
};

export type Samba = {
  readonly url: string;
  readonly secureUrl: string;
  /** The global catalogue, LDAPS. */
  readonly catalogueUrl: string;
  stop(): Promise<void>;
};

/** A domain controller has these ports, and no others. */
const PORTS = [389, 636, 3268, 3269];

/**
 * Makes a domain and starts its controller on 127.0.0.1, ports 389, 636, 3268 and 3269 (root is needed for those).
 * Takes about six seconds.
 */
export async function startSamba(options: SambaOptions): Promise<Samba> {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-samba-'));
  provision(folder, options.suffix);
  fill(folder, options);
  placeKeys(folder, options.tls);
  if (await isAnyTaken(PORTS)) throw new Error(`Samba needs ports ${PORTS.join(', ')} of 127.0.0.1, and one is taken`);
  const server = await startServer(programPath('samba') ?? 'samba', words(folder), PORTS);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: 'ldap://127.0.0.1',
    secureUrl: 'ldaps://127.0.0.1',
    catalogueUrl: 'ldaps://127.0.0.1:3269',
    stop,
  };
}

function provision(folder: string, suffix: string): void {
  const realm = suffix.replace(/DC=/gi, '').replaceAll(',', '.').toUpperCase();
  const options = {
    realm,
    domain: realm.split('.')[0],
    'server-role': 'dc',
    'dns-backend': 'NONE',
    adminpass: 'Adm1n-Pa55word',
    'host-name': 'dc1',
    'host-ip': '127.0.0.1',
    targetdir: folder,
  };
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  run('samba-tool', ['domain', 'provision', ...flags]);
}

function fill(folder: string, { suffix, entries, accounts }: SambaOptions): void {
  const database = join(folder, 'private', 'sam.ldb');
  const change = (ldif: string): unknown =>
    run('ldbmodify', ['-H', database, '--option=dsdb:schema update allowed=yes'], ldif);
  for (const step of schemaSteps(suffix)) change(step);
  const known = new Set(
    run('ldbsearch', ['-H', database, '--cross-ncs', '(objectClass=*)', 'dn']).toLowerCase().split('\n'),
  );
  const additions = domainEntries(entries, (dn) => known.has(`dn: ${dn.toLowerCase()}`));
  run('ldbadd', ['-H', database], [...accountEntries(accounts), ...additions].map(ldifOf).join(''));
  change(grants(accounts, suffix));
}

function placeKeys(folder: string, { keyFile, certFile, caFile }: Authority): void {
  const keys = join(folder, 'private', 'tls');
  mkdirSync(keys, { recursive: true });
  copyFileSync(keyFile, join(keys, 'key.pem'));
  copyFileSync(certFile, join(keys, 'cert.pem'));
  copyFileSync(caFile, join(keys, 'ca.pem'));
}

function words(folder: string): string[] {
  const options = {
    'server services': 'ldap',
    interfaces: '127.0.0.1',
    'bind interfaces only': 'yes',
    'pid directory': folder,
    'ncalrpc dir': join(folder, 'ncalrpc'),
    'lock directory': join(folder, 'lock'),
    'log file': join(folder, 'log.%m'),
    'tls enabled': 'yes',
    'tls keyfile': join(folder, 'private/tls/key.pem'),
    'tls certfile': join(folder, 'private/tls/cert.pem'),
    'tls cafile': join(folder, 'private/tls/ca.pem'),
  };
  const flags = Object.entries(options).map(([name, value]) => `--option=${name}=${value}`);
  const config = `--configfile=${join(folder, 'etc/smb.conf')}`;
  return ['--interactive', '--model=single', '--debug-stdout', '-d', '1', config, ...flags];
}

const run = (program: string, flags: readonly string[], input = ''): string =>
  execFileSync(programPath(program) ?? program, flags, { input, stdio: 'pipe', maxBuffer: 2 ** 26 }).toString();
