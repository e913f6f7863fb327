import { join } from 'node:path';
import { newTables } from '../../tests/support/ledger-tables.ts';
import { startScript } from '../../tests/support/script-server.ts';
import { startSlapd } from '../../tests/support/slapd.ts';
import { startDynamo } from '../local/dynamodb.ts';
import { exchange55Organization } from '../local/sample/exchange55.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';
import { accountSettings, queueSettings, tableSettings } from '../local/settings.ts';
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
    const environment = {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      LDAP_URL: slapd.url,
      LDAP_TLS: 'off',
      ...accountSettings(organization),
      ...tableSettings(tables),
      ...queueSettings(sqs.said),
    };
    return await work({ organization, environment });
  } finally {
    await Promise.all([sqs.stop(), dynamo.close(), slapd.stop()]);
  }
}
