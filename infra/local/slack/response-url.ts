import type { JsonObject } from './block-kit/problems.ts';
import type { Answer } from './http.ts';
import { readMessage } from './incoming.ts';
import { messageAt, startsThread } from './messages.ts';
import { post, remove, rewrite } from './posting.ts';
import { redeemResponseUrl } from './tickets.ts';
import type { ResponseUrl, Workspace } from './workspace.ts';

const ok: Answer = { status: 200, text: 'ok' };
const no = (status: number, error: string): Answer => ({ status, json: { ok: false, error } });

/**
 * What an app sends to a response_url: a new message (ephemeral unless `in_channel`), or `replace_original` /
 * `delete_original` of the one that was acted on. https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function respond(workspace: Workspace, path: string, sent: JsonObject): Answer {
  const redeemed = redeemResponseUrl(workspace, path);
  if (redeemed.kind === 'refused') return no(404, redeemed.error);
  const { ticket } = redeemed;
  if (sent.delete_original === true || sent.delete_original === 'true') {
    if (ticket.original) remove(workspace, ticket.original);
    return ok;
  }
  return say(workspace, ticket, sent);
}

/** Posts an app's answer where the ticket points: to a response_url, or as the reply to a slash command. */
export function say(workspace: Workspace, ticket: ResponseUrl, sent: JsonObject): Answer {
  const message = readMessage(sent);
  if (message.kind === 'refused') return no(400, message.error);
  const original = ticket.original && messageAt(workspace, ticket.channel, ticket.original);
  if (original && (sent.replace_original === true || sent.replace_original === 'true')) {
    rewrite(workspace, original, message.text, message.blocks ?? []);
    return ok;
  }
  const threadTs = typeof sent.thread_ts === 'string' ? sent.thread_ts : undefined;
  if (threadTs && !startsThread(workspace, ticket.channel, threadTs)) return no(400, 'thread_not_found');
  const posted = post(workspace, {
    channel: ticket.channel,
    user: workspace.app.userId,
    text: message.text,
    blocks: message.blocks,
    threadTs: threadTs ?? ticket.threadTs,
    onlyFor: sent.response_type === 'in_channel' ? undefined : ticket.person,
  });
  ticket.original ??= posted.ts;
  return ok;
}
