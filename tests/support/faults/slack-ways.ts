import { MIGRATION } from '../rig/people.ts';
import type { Call, Request } from './call.ts';
import type { Answer } from './gate.ts';
import { after, answered, before, HOUR, TEN_MINUTES, type Way } from './way.ts';

const SLACK: readonly Way[] = [
  answered('is asked to wait', {
    status: 429,
    headers: { 'retry-after': '2' },
    body: '{"ok":false,"error":"ratelimited"}',
  }),
  answered('is answered with 500', { status: 500, body: 'Slack is having trouble.' }),
  answered('is answered with 500 twice', { status: 500, body: 'Slack is having trouble.' }, { times: 2 }),
  before('is lost, and never answered', { kind: 'silence' }),
  after('is done, and never answered', { kind: 'silence' }),
];
const slackError = (error: string): Answer => ({ status: 200, body: JSON.stringify({ ok: false, error }) });
const isApi = ({ service, what }: Request): boolean => service === 'slack' && !what.includes('response_url');
const isChat = ({ what }: Request): boolean => what.startsWith('chat.');
const isInChannel = (request: Request): boolean => isChat(request) && request.channel === MIGRATION;

const API: readonly Way[] = [
  answered('is refused for ten minutes, since the token was revoked', slackError('token_revoked'), {
    lasts: { for: TEN_MINUTES, touches: isApi },
  }),
  answered('is refused for five hours, since the token was revoked', slackError('token_revoked'), {
    lasts: { for: 5 * HOUR, touches: isApi },
  }),
  answered('is refused for good, since the token was revoked', slackError('token_revoked'), {
    lasts: { for: Number.POSITIVE_INFINITY, touches: isApi },
  }),
];
const CHAT: readonly Way[] = [
  answered('finds that the channel is gone for good', slackError('channel_not_found'), {
    lasts: { for: Number.POSITIVE_INFINITY, touches: isInChannel },
  }),
  answered('finds that the channel is archived for good', slackError('is_archived'), {
    lasts: { for: Number.POSITIVE_INFINITY, touches: isInChannel },
  }),
];
const UPDATE: readonly Way[] = [
  before('finds that the card was deleted', { kind: 'meanwhile', deed: 'deletes-the-card' }),
];
const RESPONSE_URL: readonly Way[] = [
  answered('finds that the response_url is used up', { status: 404, body: '{"ok":false,"error":"used_url"}' }),
];

/** Every way in which a call of Slack can fail. */
export function slackWays(call: Call): readonly Way[] {
  if (!isApi(call)) return [...SLACK, ...RESPONSE_URL];
  return [...SLACK, ...API, ...(isInChannel(call) ? CHAT : []), ...(call.what === 'chat.update' ? UPDATE : [])];
}
