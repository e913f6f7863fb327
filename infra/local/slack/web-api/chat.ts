import type { JsonObject } from '../block-kit/problems.ts';
import { type Incoming, messagesOf, readMessage } from '../incoming.ts';
import { messageFields } from '../message-fields.ts';
import { messageAt, permalinkOf, startsThread } from '../messages.ts';
import { post, rewrite } from '../posting.ts';
import { type Method, missingArgument, type Reply, refuse, text } from './method.ts';
import { placeToPost } from './place.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export const postMessage: Method = {
  scopes: ['chat:write'],
  run(workspace, args) {
    const place = placeToPost(workspace, args.channel);
    if ('ok' in place) return place;
    const incoming = readMessage(args);
    if (incoming.kind === 'refused') return refusedMessage(incoming);
    const threadTs = text(args.thread_ts);
    if (threadTs && !startsThread(workspace, place.id, threadTs)) return refuse('thread_not_found');
    const { text: words, blocks } = incoming;
    const draft = { channel: place.id, user: workspace.app.userId, text: words, blocks, threadTs };
    const message = post(workspace, draft);
    return { ok: true, channel: place.id, ts: message.ts, message: messageFields(workspace, message) };
  },
};

/** https://docs.slack.dev/reference/methods/chat.update: own messages only, and never an ephemeral one. */
export const update: Method = {
  scopes: ['chat:write'],
  run(workspace, args) {
    const [channel, ts] = [text(args.channel), text(args.ts)];
    if (!channel) return missingArgument('channel');
    if (!ts) return missingArgument('ts');
    const message = messageAt(workspace, channel, ts);
    if (!message || message.onlyFor !== undefined) return refuse('message_not_found');
    if (message.user !== workspace.app.userId) return refuse('cant_update_message');
    const incoming = readMessage(args);
    if (incoming.kind === 'refused') return refusedMessage(incoming);
    rewrite(workspace, message, incoming.text, incoming.blocks);
    return { ok: true, channel, ts, text: message.text, message: messageFields(workspace, message) };
  },
};

/** https://docs.slack.dev/reference/methods/chat.postEphemeral */
export const postEphemeral: Method = {
  scopes: ['chat:write'],
  run(workspace, args) {
    const place = placeToPost(workspace, args.channel);
    if ('ok' in place) return place;
    const user = text(args.user);
    if (!user) return missingArgument('user');
    if (!place.members.has(user)) return refuse('user_not_in_channel');
    const incoming = readMessage(args);
    if (incoming.kind === 'refused') return refusedMessage(incoming);
    const { text: words, blocks } = incoming;
    const threadTs = text(args.thread_ts);
    const author = workspace.app.userId;
    const message = post(workspace, { channel: place.id, user: author, text: words, blocks, threadTs, onlyFor: user });
    return { ok: true, message_ts: message.ts };
  },
};

/** https://docs.slack.dev/reference/methods/chat.getPermalink: no scope, and of what the app itself can see. */
export const getPermalink: Method = {
  scopes: [],
  formOnly: true,
  run(workspace, args) {
    const [channel, ts] = [text(args.channel), text(args.message_ts)];
    if (!channel) return missingArgument('channel');
    if (!ts) return missingArgument('message_ts');
    if (!workspace.channels.get(channel)?.members.has(workspace.app.userId)) return refuse('channel_not_found');
    const message = messageAt(workspace, channel, ts);
    if (!message || message.onlyFor !== undefined) return refuse('message_not_found');
    return { ok: true, channel, permalink: permalinkOf(workspace, message) };
  },
};

function refusedMessage({ error, problems }: Extract<Incoming, { kind: 'refused' }>): Reply {
  const messages = messagesOf(problems);
  const detail: JsonObject = messages.length > 0 ? { errors: messages, response_metadata: { messages } } : {};
  return refuse(error, detail);
}
