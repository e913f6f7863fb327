import { lookAtLedger } from '../../lib/adapters/ledger/health.ts';
import { lookAtQueues } from '../../lib/adapters/queue-health.ts';
import { type Environment, ledgerPlace, optional, queuePlace } from '../../lib/adapters/settings.ts';
import { type Finding, findingsOf } from '../../lib/doctor/finding.ts';
import { agesUntold, judgeQueues } from '../../lib/doctor/queues.ts';
import { judgeHead } from '../../lib/doctor/record.ts';
import { judgeTables } from '../../lib/doctor/tables.ts';
import { bounded, readSettings } from './looking.ts';

const ELSEWHERE = '--stage STAGE looks at those of a deployment; npm start has its own.';

/** How the two tables are, and the end of the record. */
export async function ledgerFindings(environment: Environment): Promise<readonly Finding[]> {
  if (!optional(environment, 'PROPOSALS_TABLE'))
    return [findingsOf('Tables').untold('PROPOSALS_TABLE and AUDIT_TABLE', 'are not set here', ELSEWHERE)];
  const { finding, value } = await readSettings('the tables', () => ledgerPlace(environment));
  if (!value) return [finding];
  return bounded('Tables', async () => {
    const { tables, head } = await lookAtLedger(value);
    return [...judgeTables(tables), judgeHead(head)];
  });
}

/** How the queues are, and what was given up. */
export async function queueFindings(environment: Environment): Promise<readonly Finding[]> {
  const place = queuePlace(environment);
  if (Object.values(place.urls).every((url) => url === ''))
    return [findingsOf('Queues').untold('the addresses of the queues', 'are not set here', ELSEWHERE)];
  return bounded('Queues', async () => [...judgeQueues(await lookAtQueues(place)), agesUntold()]);
}
