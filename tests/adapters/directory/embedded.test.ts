import { startLdap } from '../../../infra/local/ldap/start.ts';
import { activeDirectoryOrganization } from '../../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { type SampleOrganization, served } from '../../../infra/local/sample/organization.ts';
import { makeAuthority } from '../../support/authority.ts';
import { needs } from '../../support/machine.ts';
import { directoryContract } from './contract.ts';
import { type Stand, withExtras } from './stand.ts';

const start =
  (organization: SampleOrganization) =>
  async (volunteers: readonly string[]): Promise<Stand> => {
    const authority = makeAuthority();
    const entries = withExtras(organization, volunteers);
    const server = await startLdap({ ...served(organization), entries, tls: authority });
    const stop = async (): Promise<void> => {
      await server.close();
      authority.remove();
    };
    return { organization, authority, url: server.url, secureUrl: server.secureUrl ?? '', stop };
  };

needs('openssl')('the embedded server', () => {
  directoryContract('as Exchange 5.5', start(exchange55Organization()));
  directoryContract('as Active Directory', start(activeDirectoryOrganization()));
});
