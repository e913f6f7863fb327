import { type ClockSeen, judgeClock } from './clock.ts';
import { type Finding, findingsOf } from './finding.ts';
import { SCOPES, WATCH_SCOPES } from './scopes.ts';

/** Slack's own word for why not, or Node's where nothing answered. */
export type SlackTrouble = { readonly error: string };

export type ChannelSeen = {
  readonly id: string;
  /** The setting that names it. */
  readonly named: 'APPROVAL_CHANNEL' | 'WATCH_CHANNELS' | 'the channel of the question';
  readonly state: { readonly member: boolean; readonly shared: boolean } | SlackTrouble;
};

/** A user or a group that APPROVERS names, and how many people it stands for. */
export type ApproverSeen = {
  readonly id: string;
  readonly found: { readonly people: readonly string[] } | 'deactivated' | SlackTrouble;
};

export type SlackSeen = {
  readonly token: { readonly team: string; readonly user: string; readonly scopes?: readonly string[] } | SlackTrouble;
  readonly clock?: ClockSeen;
  readonly channels: readonly ChannelSeen[];
  readonly approvers: readonly ApproverSeen[];
};

/** What the settings ask of Slack. */
export type SlackWanted = {
  readonly watches: boolean;
  readonly approvals: number;
  readonly selfApproval: boolean;
  readonly canWrite: boolean;
};

const say = findingsOf('Slack');
const REINSTALL = 'npm run -s manifest -- --url URL: put it into the app (App Manifest), and reinstall the app.';

export const judgeSlack = (seen: SlackSeen, wanted: SlackWanted): readonly Finding[] => [
  ...judgeToken(seen, wanted),
  ...(seen.clock ? [judgeClock({ part: 'Slack', whose: "Slack's Date", fatal: true }, seen.clock)] : []),
  ...('error' in seen.token ? [] : [...seen.channels.map(judgeChannel), ...judgeApprovers(seen.approvers, wanted)]),
];

const TOKEN_CURES: Readonly<Record<string, string>> = {
  invalid_auth:
    'SLACK_BOT_TOKEN is not the token of this app: OAuth & Permissions, Bot User OAuth Token; npm run secrets.',
  not_authed: 'SLACK_BOT_TOKEN is empty: npm run secrets.',
  account_inactive: 'The app was removed from the workspace: install it again, and npm run secrets with the new token.',
  token_revoked: 'The token was revoked: install the app again, and npm run secrets with the new token.',
  token_expired: 'The token has expired: the manifest switches token rotation off; npm run secrets with a new token.',
  ratelimited: 'Slack asks to wait: look again in a minute.',
};
const NO_WAY =
  'Slack could not be reached from here: it takes a way out to https://slack.com (talk has one, check and fix do not).';

const tokenCure = (error: string): string => TOKEN_CURES[error] ?? (/^[a-z_]+$/.test(error) ? REINSTALL : NO_WAY);

function judgeToken({ token }: SlackSeen, { watches }: SlackWanted): readonly Finding[] {
  const tried = 'the bot token (auth.test)';
  if ('error' in token) return [say.broken(tried, token.error, tokenCure(token.error))];
  return [say.well(tried, `${token.team}, as ${token.user}`), judgeScopes(token.scopes, watches)];
}

function judgeScopes(scopes: readonly string[] | undefined, watches: boolean): Finding {
  const tried = 'the scopes of the token';
  if (!scopes) return say.untold(tried, 'Slack did not list them (x-oauth-scopes)');
  const wanted = [...Object.keys(SCOPES), ...(watches ? Object.keys(WATCH_SCOPES) : [])];
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  return missing.length === 0
    ? say.well(tried, `all ${wanted.length} that are needed`)
    : say.broken(
        tried,
        `missing: ${missing.join(', ')}`,
        watches ? REINSTALL.replace('URL:', 'URL --watch:') : REINSTALL,
      );
}

const CHANNEL_CURE = '/invite @migcheck in that channel, or name another one.';

/** A channel that is named has to be usable; the one of the question need not be, it only is where proposals would go. */
function judgeChannel({ id, named, state }: ChannelSeen): Finding {
  const tried = `${named}, ${id}`;
  const bad = named === 'the channel of the question' ? say.warning : say.broken;
  if ('error' in state) {
    const came = state.error === 'channel_not_found' ? 'not there, or private and migcheck is not in it' : state.error;
    return bad(tried, came, state.error === 'missing_scope' ? REINSTALL : CHANNEL_CURE);
  }
  if (state.shared)
    return bad(
      tried,
      'is shared with another organisation; nothing of the directory is shown there',
      'Name a channel of your own.',
    );
  return state.member ? say.well(tried, 'migcheck is a member') : bad(tried, 'migcheck is not a member', CHANNEL_CURE);
}

function judgeApprovers(approvers: readonly ApproverSeen[], wanted: SlackWanted): readonly Finding[] {
  if (approvers.length === 0) {
    const [tried, came] = ['APPROVERS', 'is empty: nobody may approve'];
    const cure = 'Name people (U…) or user groups (S…), deploy again.';
    return [
      wanted.canWrite ? say.broken(tried, came, cure) : say.warning(tried, came, `${cure} Until then it only reads.`),
    ];
  }
  const people = new Set(
    approvers.flatMap(({ found }) => (typeof found === 'object' && 'people' in found ? found.people : [])),
  );
  return [...approvers.flatMap(judgeApprover), enoughOf(people.size, wanted)];
}

function judgeApprover({ id, found }: ApproverSeen): readonly Finding[] {
  const tried = `approver ${id}`;
  if (found === 'deactivated')
    return [say.warning(tried, 'is deactivated, or no person', 'Take the id out of APPROVERS, and deploy again.')];
  if ('error' in found) {
    const cure = found.error === 'missing_scope' ? REINSTALL : 'Correct APPROVERS (ids of users U…, of groups S…).';
    return [say.broken(tried, found.error, cure)];
  }
  return found.people.length > 0
    ? [say.well(tried, id.startsWith('S') ? `${found.people.length} people` : 'is there')]
    : [say.warning(tried, 'nobody is in this group', 'Put somebody into the group, or name another.')];
}

/** Whoever asks may not approve, unless that is allowed; so one approver alone cannot have a fix of their own applied. */
function enoughOf(people: number, { approvals, selfApproval }: SlackWanted): Finding {
  const tried = `approvers, for ${approvals} approval${approvals === 1 ? '' : 's'} each`;
  const came = `${people} ${people === 1 ? 'person' : 'people'}`;
  if (people < approvals) return say.broken(tried, came, 'Name more people in APPROVERS, or lower APPROVALS_REQUIRED.');
  const alone = people === approvals && !selfApproval ? ': what one of them proposes, nobody can approve' : '';
  return say.well(tried, `${came}${alone}`);
}
