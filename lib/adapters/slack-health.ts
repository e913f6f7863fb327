import * as z from 'zod';
import type { ApproverSeen, ChannelSeen, SlackSeen } from '../doctor/slack.ts';

/** Plain HTTP, so that a terminal and a test need no Slack client, and the headers can be read. */
export type SlackPlace = {
  readonly token: string;
  /** Another Slack than the real one, with its trailing slash. */
  readonly apiUrl?: string | undefined;
};

export type SlackQuestions = {
  readonly channels: readonly Pick<ChannelSeen, 'id' | 'named'>[];
  readonly approvers: readonly string[];
};

const ONE_CALL_MS = 4_000;

const Reply = z.looseObject({ ok: z.boolean(), error: z.string().default('unknown') });
const Token = z.object({ team: z.string(), user: z.string() });
const Channel = z.object({
  channel: z.object({ is_member: z.boolean().default(false), is_ext_shared: z.boolean().default(false) }),
});
const User = z.object({ user: z.object({ deleted: z.boolean().default(false), is_bot: z.boolean().default(false) }) });
const Group = z.object({ users: z.array(z.string()).default([]) });

type Called = { readonly headers: Headers | undefined; readonly reply: z.infer<typeof Reply> };

/** What Slack says of the token, of channels and of approvers. Reads, posts nothing, and throws nothing. */
export async function lookAtSlack(place: SlackPlace, { channels, approvers }: SlackQuestions): Promise<SlackSeen> {
  const ask = (method: string, fields: Readonly<Record<string, string>> = {}) => call(place, method, fields);
  const { headers, reply } = await ask('auth.test');
  const ours = new Date().toISOString();
  const date = headers?.get('date');
  const clock = date ? { clock: { theirs: new Date(date).toISOString(), ours } } : {};
  const token = Token.safeParse(reply);
  if (!reply.ok || !token.success) return { token: { error: reply.error }, ...clock, channels: [], approvers: [] };
  const scopes = headers?.get('x-oauth-scopes');
  return {
    token: { ...token.data, ...(scopes ? { scopes: scopes.split(/[\s,]+/) } : {}) },
    ...clock,
    channels: await Promise.all(channels.map((one) => channelSeen(one, ask))),
    approvers: await Promise.all(approvers.map((id) => approverSeen(id, ask))),
  };
}

async function call(
  { token, apiUrl = 'https://slack.com/api/' }: SlackPlace,
  method: string,
  fields: Readonly<Record<string, string>>,
): Promise<Called> {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(fields),
      redirect: 'error',
      signal: AbortSignal.timeout(ONE_CALL_MS),
    });
    if (!response.ok) return { headers: response.headers, reply: { ok: false, error: wordFor(response.status) } };
    return { headers: response.headers, reply: Reply.parse(await response.json()) };
  } catch (error) {
    return { headers: undefined, reply: { ok: false, error: nodesWord(error) } };
  }
}

const wordFor = (status: number): string => (status === 429 ? 'ratelimited' : `HTTP ${status}`);

/** `ECONNREFUSED`, `ENOTFOUND`, `TimeoutError`: never a URL or a token. */
function nodesWord(error: unknown): string {
  const { cause, name }: { cause?: { code?: string }; name?: string } = Object(error);
  return cause?.code ?? name ?? 'no answer';
}

type Ask = (method: string, fields?: Readonly<Record<string, string>>) => Promise<Called>;

async function channelSeen({ id, named }: Pick<ChannelSeen, 'id' | 'named'>, ask: Ask): Promise<ChannelSeen> {
  const { reply } = await ask('conversations.info', { channel: id });
  const found = Channel.safeParse(reply);
  if (!reply.ok || !found.success) return { id, named, state: { error: reply.error } };
  const { is_member: member, is_ext_shared: shared } = found.data.channel;
  return { id, named, state: { member, shared } };
}

async function approverSeen(id: string, ask: Ask): Promise<ApproverSeen> {
  const isGroup = id.startsWith('S');
  const { reply } = await (isGroup ? ask('usergroups.users.list', { usergroup: id }) : ask('users.info', { user: id }));
  if (!reply.ok) return { id, found: { error: reply.error } };
  if (isGroup) return { id, found: { people: Group.parse(reply).users } };
  const { user } = User.parse(reply);
  return { id, found: user.deleted || user.is_bot ? 'deactivated' : { people: [id] } };
}
