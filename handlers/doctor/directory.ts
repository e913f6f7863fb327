import { lookAtDirectory } from '../../lib/adapters/directory/health.ts';
import { environmentWith } from '../../lib/adapters/environment.ts';
import { directorySettings, type Environment, optional } from '../../lib/adapters/settings.ts';
import { judgeDirectory } from '../../lib/doctor/directory.ts';
import { type Account, partOf } from '../../lib/doctor/directory-seen.ts';
import { type Finding, findingsOf } from '../../lib/doctor/finding.ts';
import { bounded, readSettings } from './looking.ts';

const SECRET = { read: 'LDAP_BIND_PASSWORD', write: 'LDAP_WRITE_BIND_PASSWORD' } as const satisfies Record<
  Account,
  string
>;

const NO_WRITING = findingsOf('Directory, account that writes').well(
  'LDAP_WRITE_BIND_DN',
  'is not set: nothing is ever proposed or written (the read-only first week)',
);

/** How the directory is to one of the two accounts; the account that writes need not be there. */
export async function directoryFindings(environment: Environment, account: Account): Promise<readonly Finding[]> {
  if (account === 'write' && !optional(environment, 'LDAP_WRITE_BIND_DN')) return [NO_WRITING];
  const { finding, value } = await readSettings(`the directory, account that ${account}s`, async () =>
    directorySettings(await environmentWith([SECRET[account]], environment), account),
  );
  if (!value) return [finding];
  const part = partOf(account);
  const seen = await bounded(part, async () => {
    const looked = await readSettings('the addresses of the directory', () => lookAtDirectory(value, account));
    return looked.value ? judgeDirectory(account, looked.value) : [looked.finding];
  });
  return [finding, ...seen];
}
