import type { Finding } from '../../lib/doctor/finding.ts';
import type { JobOf } from '../../lib/job.ts';
import { ledgerFindings, queueFindings } from './aws.ts';
import { slackFindings } from './slack.ts';

/** What talk can look at: Slack, tables and queues. */
export async function lookFromTalk({ replyTo }: JobOf<'doctor'>): Promise<readonly Finding[]> {
  const { env } = process;
  return (await Promise.all([slackFindings(env, replyTo.channel), ledgerFindings(env), queueFindings(env)])).flat();
}
