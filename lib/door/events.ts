import type { App } from '@slack/bolt';
import * as z from 'zod';
import type { JobOf } from '../job.ts';
import type { Queue } from '../ports.ts';
import { jobIdOf } from './payload.ts';
import { postedIn } from './posted.ts';

/** As much of an event's envelope as says who wrote what where (https://docs.slack.dev/apis/events-api). */
const Envelope = z.looseObject({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  is_ext_shared_channel: z.boolean().optional(),
  authorizations: z
    .array(
      z.looseObject({
        user_id: z.string().nullish(),
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
      }),
    )
    .nullish(),
  event: z.looseObject({
    type: z.enum(['app_mention', 'message']),
    subtype: z.string().optional(),
    channel: z.string(),
    channel_type: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    team: z.string().optional(),
    user_team: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    text: z.string().catch(''),
    files: z.array(z.looseObject({ mode: z.string().optional() })).optional(),
  }),
});
type Envelope = z.infer<typeof Envelope>;

/** A person wrote it just now: no app, no edit, no line of Slack's own. */
const isWritten = ({ subtype, bot_id, user }: Envelope['event']): boolean =>
  user !== undefined && bot_id === undefined && (subtype === undefined || subtype === 'file_share');

/** What makes an unasked answer worth a look; whether there is an event in it, is found out where it is read. */
const SOUNDS_LIKE_OURS = /ms\s{0,3}exchange\s{0,3}mig/i;

type Asked = JobOf<'explain'>['asked'];

/**
 * How a message asks, if at all. A mention with a file comes as a `message` of subtype file_share and as nothing else
 * (slackapi/bolt-python#925), where messages are subscribed to at all.
 */
function askedIn({ event }: Envelope, mention: string, watched: readonly string[]): Asked | undefined {
  if (event.type === 'app_mention') return 'mention';
  if (event.channel_type === 'im') return 'direct';
  if (event.text.includes(mention)) return 'mention';
  const snippet = event.files?.some(({ mode }) => mode === 'snippet') ?? false;
  return watched.includes(event.channel) && (snippet || SOUNDS_LIKE_OURS.test(event.text)) ? 'unasked' : undefined;
}

/**
 * The job that a message becomes; undefined for what is none of our business. Its id is the message's own place, since
 * Slack sends the same message as several events with different ids (slackapi/node-slack-sdk#2141).
 */
export function jobOfEvent(body: unknown, watched: readonly string[]): JobOf<'explain'> | undefined {
  const read = Envelope.safeParse(body);
  if (!read.success || !isWritten(read.data.event)) return undefined;
  const { event, team_id, authorizations } = read.data;
  const [us] = authorizations ?? [];
  const mention = `<@${us?.user_id ?? 'nobody'}`;
  const asked = askedIn(read.data, mention, watched);
  if (!asked) return undefined;
  const { text, files } = postedIn(event);
  return {
    kind: 'explain',
    schema: 1,
    id: jobIdOf(`${team_id}:${event.channel}:${event.ts}`),
    by: {
      enterprise: us?.enterprise_id ?? null,
      team: event.user_team ?? event.team ?? team_id,
      user: event.user ?? '',
    },
    replyTo: { channel: event.channel, ...(event.thread_ts ? { threadTs: event.thread_ts } : {}) },
    message: { ts: event.ts },
    text: withoutMention(text, mention),
    files,
    asked,
    shared: isShared(read.data),
  };
}

/**
 * True where somebody of another organisation reads along, or asks: Slack names the workspace of whoever writes from
 * outside (https://docs.slack.dev/apis/slack-connect). Within one Enterprise Grid other workspaces are ours as well.
 */
function isShared({ event, team_id, authorizations, is_ext_shared_channel }: Envelope): boolean {
  const [us] = authorizations ?? [];
  const ours = us?.team_id ?? team_id;
  const theirs = event.user_team ?? event.team ?? ours;
  return (is_ext_shared_channel ?? false) || (theirs !== ours && !us?.enterprise_id);
}

const withoutMention = (text: string, mention: string): string =>
  text
    .split(mention)
    .map((part, index) => (index > 0 ? part.replace(/^(?:\|[^<>]*)?>/, '') : part))
    .join('')
    .trim();

/** Messages to us, and those in watched channels. A queue that cannot be reached is answered with 500: Slack comes again. */
export function listenToEvents(app: App, queue: Queue, watched: readonly string[]): void {
  for (const type of ['app_mention', 'message'])
    app.event(type, async ({ body }) => {
      const job = jobOfEvent(body, watched);
      if (job) await queue.send('talk', job);
    });
}
