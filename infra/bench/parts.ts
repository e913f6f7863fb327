import { join } from 'node:path';
import { newTables } from '../../tests/support/ledger-tables.ts';
import { startScript } from '../../tests/support/script-server.ts';
import { startSlapd } from '../../tests/support/slapd.ts';
import { startDynamo } from '../local/dynamodb.ts';
import { exchange55Organization } from '../local/sample/exchange55.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';
import type { LocalSqs } from '../local/sqs.ts';

/** The organisation that slapd holds, and the bot's settings for it, the tables and the queues. */
export type Parts = { readonly organization: SampleOrganization; readonly environment: Record<string, string> };

/** Has `work` done with the sample organisation and these people in slapd, and with tables and queues of its own. */
export async function withParts<Result>(
  people: readonly Person[],
  work: (parts: Parts) => Promise<Result>,
): Promise<Result> {
  const organization = exchange55Organization();
  const more = people.flatMap((person, index) => organization.entriesFor(person, index));
  const entries = [...organization.entries, ...more];
  const slapd = await startSlapd({ ...organization, entries, accounts: Object.values(organization.accounts) });
  const dynamo = await startDynamo();
  const sqs = await startScript<Pick<LocalSqs, 'endpoint' | 'urls'>>(
    join(import.meta.dirname, '../../tests/support/sqs-server.ts'),
  );
  try {
    const tables = await newTables(dynamo.endpoint);
    const { reader, writer } = organization.accounts;
    const environment = {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      LDAP_URL: slapd.url,
      LDAP_TLS: 'off',
      LDAP_BIND_DN: reader.names[0] ?? '',
      LDAP_BIND_PASSWORD: reader.password,
      LDAP_WRITE_BIND_DN: writer.names[0] ?? '',
      LDAP_WRITE_BIND_PASSWORD: writer.password,
      DYNAMODB_ENDPOINT: dynamo.endpoint,
      PROPOSALS_TABLE: tables.proposalsTable,
      AUDIT_TABLE: tables.auditTable,
      SQS_ENDPOINT: sqs.said.endpoint,
      TALK_QUEUE_URL: sqs.said.urls.talk,
      CHECKS_QUEUE_URL: sqs.said.urls.checks,
      FIXES_QUEUE_URL: sqs.said.urls.fixes,
    };
    return await work({ organization, environment });
  } finally {
    await Promise.all([sqs.stop(), dynamo.close(), slapd.stop()]);
  }
}
