import { systemClock } from '../../lib/adapters/clock.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { type Environment, ledgerPlace } from '../../lib/adapters/settings.ts';
import { awsCure, troubleOf } from '../../lib/doctor/aws.ts';
import { type Finding, findingsOf } from '../../lib/doctor/finding.ts';

/** Whether a function in a private subnet reaches the tables: one row is asked for, which need not be there. */
export async function reachFindings(
  environment: Environment,
  who: 'check' | 'wave' | 'fix',
): Promise<readonly Finding[]> {
  const say = findingsOf('Tables');
  const tried = `the table of proposals, from where ${who} stands`;
  try {
    const ledger = openLedger(ledgerPlace(environment), systemClock);
    // Each asks for a row that it may see.
    await (who === 'wave' ? ledger.waves.wave('doctor') : ledger.isDone('doctor'));
    return [say.well(tried, 'answers')];
  } catch (error) {
    const seen = troubleOf(error);
    const asked = {
      action: 'dynamodb:GetItem, and kms:Decrypt with the key of the tables',
      absent: 'Look at PROPOSALS_TABLE and AWS_REGION.',
      endpoint: 'the DynamoDB gateway endpoint and the routes of the subnets',
    };
    return [say.broken(tried, seen.trouble, awsCure(seen, asked))];
  }
}
