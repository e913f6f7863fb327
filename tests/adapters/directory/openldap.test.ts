import { activeDirectoryOrganization } from '../../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import type { SampleOrganization } from '../../../infra/local/sample/organization.ts';
import { makeAuthority } from '../../support/authority.ts';
import { needs } from '../../support/machine.ts';
import { startSlapd } from '../../support/slapd.ts';
import { directoryContract } from './contract.ts';
import { type Stand, withExtras } from './stand.ts';

const start =
  (organization: SampleOrganization) =>
  async (volunteers: readonly string[]): Promise<Stand> => {
    const authority = makeAuthority();
    const server = await startSlapd({
      ...organization,
      entries: withExtras(organization, volunteers),
      accounts: Object.values(organization.accounts),
      tls: authority,
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      authority.remove();
    };
    return { organization, authority, url: server.url, secureUrl: server.secureUrl ?? '', stop };
  };

needs(
  'slapd',
  'slapadd',
  'openssl',
)('OpenLDAP', () => {
  directoryContract('with a schema like Exchange 5.5', start(exchange55Organization()));
  directoryContract('with a schema like Active Directory', start(activeDirectoryOrganization()));
});
