import type { Dialect } from '../../../lib/migration/recipient.ts';
import type { EntryData } from './entry.ts';

const PAGED_RESULTS = '1.2.840.113556.1.4.319';
const START_TLS = '1.3.6.1.4.1.1466.20037';
/** "This is an Active Directory server" (MS-ADTS 3.1.1.3.4.3). */
const ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800';

/** What the server says of itself to anybody, bound or not, in the words of each dialect. */
export function rootDse(dialect: Dialect, suffix: string, hasTls: boolean): EntryData {
  const common = {
    objectClass: ['top'],
    supportedLDAPVersion: ['2', '3'],
    supportedControl: [PAGED_RESULTS],
    supportedExtension: hasTls ? [START_TLS] : [],
  };
  if (dialect === 'exchange55') return { dn: '', attributes: { ...common, namingContexts: [suffix] } };
  const configuration = `CN=Configuration,${suffix}`;
  return {
    dn: '',
    attributes: {
      ...common,
      namingContexts: [suffix, configuration],
      defaultNamingContext: [suffix],
      rootDomainNamingContext: [suffix],
      configurationNamingContext: [configuration],
      isGlobalCatalogReady: ['TRUE'],
      supportedCapabilities: [ACTIVE_DIRECTORY],
      dnsHostName: ['dc1.local'],
    },
  };
}
