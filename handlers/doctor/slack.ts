import { environmentWith } from '../../lib/adapters/environment.ts';
import {
  assumptions,
  type Environment,
  optional,
  policy,
  required,
  watchedChannels,
} from '../../lib/adapters/settings.ts';
import { lookAtSlack } from '../../lib/adapters/slack-health.ts';
import type { Finding } from '../../lib/doctor/finding.ts';
import { type ChannelSeen, judgeSlack } from '../../lib/doctor/slack.ts';
import { bounded, type Read, readSettings } from './looking.ts';

type Channel = Pick<ChannelSeen, 'id' | 'named'>;

/** What verdicts and approval depend on. */
function settingsOf(environment: Environment) {
  const { approvers, approvalChannel, needs, selfApproval } = policy(environment);
  const { canWrite } = assumptions(environment);
  return {
    approvers,
    approvalChannel,
    watched: watchedChannels(environment),
    approvals: needs.approvals,
    selfApproval,
    canWrite,
  };
}

type Settings = ReturnType<typeof settingsOf>;

const channelsOf = ({ approvalChannel, watched }: Settings, asked: string | undefined): readonly Channel[] => [
  ...(approvalChannel ? [{ id: approvalChannel, named: 'APPROVAL_CHANNEL' as const }] : []),
  ...watched.map((id) => ({ id, named: 'WATCH_CHANNELS' as const })),
  // Where there is no channel for approvals, proposals stand where the question was asked.
  ...(!approvalChannel && asked && !asked.startsWith('D')
    ? [{ id: asked, named: 'the channel of the question' as const }]
    : []),
];

/** How Slack is to the bot's token. `asked`: the channel in which somebody asks. */
export async function slackFindings(environment: Environment, asked?: string): Promise<readonly Finding[]> {
  const settings = await readSettings('asking, approval and channels', () => settingsOf(environment));
  const token: Read<string> = await readSettings('the bot token', async () =>
    required(await environmentWith(['SLACK_BOT_TOKEN'], environment), 'SLACK_BOT_TOKEN'),
  );
  const own = [settings.finding, token.finding];
  const { value } = settings;
  if (!value || !token.value) return own;
  const place = { token: token.value, apiUrl: optional(environment, 'SLACK_API_URL') };
  const seen = await bounded('Slack', async () =>
    judgeSlack(await lookAtSlack(place, { channels: channelsOf(value, asked), approvers: value.approvers }), {
      ...value,
      watches: value.watched.length > 0,
    }),
  );
  return [...own, ...seen];
}
