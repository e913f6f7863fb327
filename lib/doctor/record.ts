import { type AwsTrouble, awsCure } from './aws.ts';
import { type Finding, findingsOf } from './finding.ts';

/** The end of the audit chain: nothing yet, a record, or why it could not be read. */
export type HeadSeen =
  | 'empty'
  | { readonly number: number; readonly at: string; readonly hash: string; readonly sound: boolean }
  | { readonly unreadable: number }
  | AwsTrouble;

const TRIED = 'the newest record of the audit chain';
const VERIFY =
  'npm run -s migcheck -- audit verify --heads FILE tells what was altered, and since when (docs/record.md).';

export function judgeHead(seen: HeadSeen): Finding {
  const say = findingsOf('Record');
  if (seen === 'empty') return say.well(TRIED, 'there is none yet: nothing was ever proposed');
  if ('trouble' in seen)
    return say.broken(
      TRIED,
      seen.trouble,
      awsCure(seen, {
        action: 'dynamodb:Query on the table of the record, and kms:Decrypt with its key',
        absent: 'Look at AUDIT_TABLE.',
        endpoint: 'the DynamoDB gateway endpoint',
      }),
    );
  if ('unreadable' in seen) return say.broken(TRIED, `#${seen.unreadable} is no record of ours`, VERIFY);
  const { number, at, hash, sound } = seen;
  return sound
    ? say.well(TRIED, `#${number} of ${at}, hash ${hash.slice(0, 12)}…; it is what its hash was made of`)
    : say.broken(TRIED, `#${number} of ${at} is not what its hash was made of`, VERIFY);
}
