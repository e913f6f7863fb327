import type { QueueName } from '../../lib/job.ts';
import type { SampleOrganization } from './sample/organization.ts';

/** The settings that lead to the accounts of a sample organisation. */
export const accountSettings = ({ accounts: { reader, writer } }: Pick<SampleOrganization, 'accounts'>) => ({
  LDAP_BIND_DN: reader.names[0] ?? '',
  LDAP_BIND_PASSWORD: reader.password,
  LDAP_WRITE_BIND_DN: writer.names[0] ?? '',
  LDAP_WRITE_BIND_PASSWORD: writer.password,
});

type Tables = { readonly endpoint: string; readonly proposalsTable: string; readonly auditTable: string };

/** Those that lead to tables. */
export const tableSettings = ({ endpoint, proposalsTable, auditTable }: Tables) => ({
  DYNAMODB_ENDPOINT: endpoint,
  PROPOSALS_TABLE: proposalsTable,
  AUDIT_TABLE: auditTable,
});

type Queues = { readonly endpoint: string; readonly urls: Readonly<Record<QueueName, string>> };

/** Those that lead to queues. */
export const queueSettings = ({ endpoint, urls }: Queues) => ({
  SQS_ENDPOINT: endpoint,
  TALK_QUEUE_URL: urls.talk,
  CHECKS_QUEUE_URL: urls.checks,
  WAVES_QUEUE_URL: urls.waves,
  FIXES_QUEUE_URL: urls.fixes,
});
