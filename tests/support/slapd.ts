import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntryData } from '../../infra/local/ldap/entry.ts';
import { ldifOf } from './ldif.ts';
import { programPath } from './program-path.ts';
import { freePort, startServer } from './server-process.ts';
import { type SlapdConfig, writeConfig } from './slapd-config.ts';
import { accountEntries, accountSuffixes, mainEntries } from './slapd-entries.ts';

export type SlapdOptions = SlapdConfig & {
  /** Parents before their children. May be a generator: a hundred thousand are written to disk one by one. */
  readonly entries: Iterable<EntryData>;
};

export type Slapd = {
  readonly url: string;
  readonly secureUrl: string | undefined;
  /** Gives an account outside the organisation another password, while the server runs. */
  changePassword(dn: string, password: string): void;
  stop(): Promise<void>;
};

/** Starts OpenLDAP on free ports of 127.0.0.1 with a schema like Exchange 5.5's or Active Directory's. */
export async function startSlapd(options: SlapdOptions): Promise<Slapd> {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-slapd-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const config = writeConfig(folder, options);
  load(folder, config, options);
  const [port, securePort] = [await freePort(), await freePort()];
  const urls = [`ldap://127.0.0.1:${port}`, ...(options.tls ? [`ldaps://127.0.0.1:${securePort}`] : [])];
  const words = ['-d', '0', '-f', config, '-h', urls.map((url) => `${url}/`).join(' ')];
  const ports = options.tls ? [port, securePort] : [port];
  const server = await startServer(programPath('slapd') ?? 'slapd', words, ports);
  const stop = async (): Promise<void> => {
    await server.stop();
    process.off('exit', remove);
    remove();
  };
  const changePassword = (dn: string, password: string): void => {
    const ldif = `dn: ${dn}\nchangetype: modify\nreplace: userPassword\nuserPassword: ${password}\n`;
    const suffix = accountSuffixes(options).find((top) => dn.endsWith(top)) ?? options.suffix;
    execFileSync(programPath('slapmodify') ?? 'slapmodify', ['-f', config, '-b', suffix], {
      input: ldif,
      stdio: 'pipe',
    });
  };
  return { url: urls[0] ?? '', secureUrl: urls[1], changePassword, stop };
}

function load(folder: string, config: string, options: SlapdOptions): void {
  const slapadd = (suffix: string, entries: Iterable<EntryData>): void => {
    const file = join(folder, 'load.ldif');
    const handle = openSync(file, 'w');
    for (const entry of entries) writeSync(handle, ldifOf(entry));
    closeSync(handle);
    execFileSync(programPath('slapadd') ?? 'slapadd', ['-q', '-f', config, '-b', suffix, '-l', file], {
      stdio: 'pipe',
    });
  };
  const suffixes = accountSuffixes(options);
  slapadd(options.suffix, mainEntries(options));
  for (const suffix of suffixes) slapadd(suffix, accountEntries(options.accounts, suffix));
}
