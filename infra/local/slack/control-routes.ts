import type { IncomingMessage } from 'node:http';
import type { KnownBlock } from '@slack/types';
import { isObject, type JsonObject } from './block-kit/problems.ts';
import { type Controls, controlsOf } from './controls.ts';
import type { Fault } from './faults.ts';
import { type Answer, bodyOf, fieldsOf } from './http.ts';
import type { Workspace } from './workspace.ts';

/** Does what the fields of a control request ask; undefined when they make no sense. */
type Turn = (controls: Controls, fields: JsonObject) => JsonObject | undefined | Promise<JsonObject | undefined>;

const given = (value: unknown): value is string => typeof value === 'string';
const done = {};

/** POST `/control/<name>`. */
const TURNS: { readonly [name: string]: Turn } = {
  fail: (controls, { method, faults }) => {
    if (!given(method) || !Array.isArray(faults) || !faults.every(isFault)) return undefined;
    controls.failNext(method, ...faults);
    return done;
  },
  member: (controls, { channel, user, on }) => {
    if (!given(channel) || !given(user)) return undefined;
    controls.setMember(channel, user, on === true);
    return done;
  },
  shared: (controls, { channel, on }) => {
    if (!given(channel)) return undefined;
    controls.setShared(channel, on === true);
    return done;
  },
  group: (controls, { group, users }) => {
    if (!given(group) || !Array.isArray(users)) return undefined;
    controls.setGroup(group, users.map(String));
    return done;
  },
  clock: (controls, { milliseconds }) => {
    if (typeof milliseconds !== 'number') return undefined;
    controls.skewClock(milliseconds);
    return done;
  },
  events: (controls, { url }) => {
    if (!given(url)) return undefined;
    controls.sendEventsTo(url);
    return done;
  },
  bot: (controls, { channel, text, attachments, blocks, threadTs }) => {
    if (!given(channel)) return undefined;
    const words = {
      ...(given(text) ? { text } : {}),
      ...(Array.isArray(attachments) ? { attachments: attachments.filter(isObject) } : {}),
      // They are checked where they are posted.
      ...(Array.isArray(blocks) ? { blocks: blocks as KnownBlock[] } : {}),
      ...(given(threadTs) ? { threadTs } : {}),
    };
    return { ts: controls.postAsBot(channel, words) };
  },
  verify: async (controls) => ({ verified: await controls.verifyEventsUrl() }),
  delivered: async (controls) => {
    await controls.eventsDelivered();
    return done;
  },
};

/** GET `/control/messages`: every message, of every channel. POST `/control/<name>`: one of the controls, as JSON. */
export async function answerControl(workspace: Workspace, request: IncomingMessage, url: URL): Promise<Answer> {
  const name = url.pathname.slice('/control/'.length);
  if (request.method === 'GET' && name === 'messages') return { status: 200, json: workspace.messages };
  const contentType = request.headers['content-type'] ?? '';
  const fields = contentType.startsWith('application/json') && fieldsOf(contentType, await bodyOf(request));
  const turn = Object.hasOwn(TURNS, name) ? TURNS[name] : undefined;
  if (request.method !== 'POST' || !fields) return { status: 404, text: 'not found' };
  const result = await turn?.(controlsOf(workspace), fields);
  return result ? { status: 200, json: { ok: true, ...result } } : { status: 400, text: 'no' };
}

const isFault = (value: unknown): value is Fault =>
  isObject(value) && ['rate-limited', 'status', 'error', 'slow', 'hang'].includes(String(value.kind));
