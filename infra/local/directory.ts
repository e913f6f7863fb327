import type { Environment } from '../../lib/adapters/settings.ts';
import { startLdap } from './ldap/start.ts';
import { activeDirectoryOrganization } from './sample/active-directory.ts';
import { exchange55Organization } from './sample/exchange55.ts';
import { served } from './sample/organization.ts';
import { accountSettings } from './settings.ts';

type Part = { readonly environment: Readonly<Record<string, string>>; close(): Promise<void> };

/** The sample organisation on an embedded LDAP server: Exchange 5.5, or with DIRECTORY_KIND=ad Active Directory. */
export async function sampleDirectory(environment: Environment): Promise<Part> {
  const organization = environment.DIRECTORY_KIND === 'ad' ? activeDirectoryOrganization() : exchange55Organization();
  const ldap = await startLdap(served(organization));
  return {
    environment: {
      LDAP_URL: ldap.url,
      LDAP_TLS: 'off',
      ...accountSettings(organization),
    },
    close: () => ldap.close(),
  };
}
