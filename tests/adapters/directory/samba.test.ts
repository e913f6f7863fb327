import { activeDirectoryOrganization } from '../../../infra/local/sample/active-directory.ts';
import { makeAuthority } from '../../support/authority.ts';
import { needs } from '../../support/machine.ts';
import { startSamba } from '../../support/samba.ts';
import { directoryContract } from './contract.ts';
import { type Stand, withExtras } from './stand.ts';

const organization = activeDirectoryOrganization();

const start = async (volunteers: readonly string[]): Promise<Stand> => {
  const authority = makeAuthority();
  const server = await startSamba({
    ...organization,
    entries: withExtras(organization, volunteers),
    accounts: Object.values(organization.accounts),
    tls: authority,
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    authority.remove();
  };
  return { ...server, organization, authority, stop };
};

/** A domain controller listens below port 1024. */
const rights = process.getuid?.() === 0 ? [] : ['root rights, which port 389 needs'];

needs(
  'samba',
  'samba-tool',
  'ldbadd',
  'openssl',
  ...rights,
)('Samba', () => {
  directoryContract('an Active Directory domain', start, { hasCatalogue: true, tellsRights: true });
});
