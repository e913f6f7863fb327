import { type Finding, findingsOf } from '../../lib/doctor/finding.ts';
import type { JobOf } from '../../lib/job.ts';
import { ledgerFindings, queueFindings } from './aws.ts';
import { slackFindings } from './slack.ts';

/** The door lets nothing in that is not signed. */
const SIGNED = findingsOf('Settings').well(
  'the signing secret',
  'this question came through the door, so Slack has it too',
);

/** What talk can look at: Slack, tables and queues. */
export async function lookFromTalk({ replyTo }: JobOf<'doctor'>): Promise<readonly Finding[]> {
  const { env } = process;
  const seen = await Promise.all([slackFindings(env, replyTo.channel), ledgerFindings(env), queueFindings(env)]);
  return [SIGNED, ...seen.flat()];
}
