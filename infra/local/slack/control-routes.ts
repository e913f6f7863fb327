import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from './block-kit/problems.ts';
import { type Fault, failNext } from './faults.ts';
import { type Answer, bodyOf, fieldsOf } from './http.ts';
import { changed, type Workspace } from './workspace.ts';

/** What a test may change from outside; the same is done to a look-alike in one's own process by `controlsOf`. */
export type Controls = {
  /** Lets the next call of a method (or of `response_url`) go wrong. */
  failNext(method: string, ...faults: readonly Fault[]): void;
  setMember(channel: string, user: string, member: boolean): void;
  setShared(channel: string, shared: boolean): void;
  setGroup(group: string, users: readonly string[]): void;
  /** Moves Slack's clock ahead of the machine's. */
  skewClock(milliseconds: number): void;
  /** Says where the app listens for commands and interactions. */
  sendEventsTo(url: string): void;
};

export const controlsOf = (workspace: Workspace): Controls => ({
  failNext: (method, ...faults) => failNext(workspace, method, ...faults),
  setMember(channel, user, member) {
    const members = workspace.channels.get(channel)?.members;
    if (member) members?.add(user);
    else members?.delete(user);
    changed(workspace);
  },
  setShared(channel, shared) {
    const known = workspace.channels.get(channel);
    if (known) known.shared = shared;
    changed(workspace);
  },
  setGroup(group, users) {
    const handle = workspace.groups.get(group)?.handle ?? group.toLowerCase();
    workspace.groups.set(group, { handle, users });
  },
  skewClock(milliseconds) {
    workspace.skew = milliseconds;
  },
  sendEventsTo(url) {
    workspace.eventsUrl = url;
  },
});

/** GET `/control/messages`: every message, of every channel. POST `/control/<name>`: one of the controls, as JSON. */
export async function answerControl(workspace: Workspace, request: IncomingMessage, url: URL): Promise<Answer> {
  const name = url.pathname.slice('/control/'.length);
  if (request.method === 'GET' && name === 'messages') return { status: 200, json: workspace.messages };
  const contentType = request.headers['content-type'] ?? '';
  const fields = contentType.startsWith('application/json') && fieldsOf(contentType, await bodyOf(request));
  if (request.method !== 'POST' || !fields) return { status: 404, text: 'not found' };
  return turn(controlsOf(workspace), name, fields) ? { status: 200, json: { ok: true } } : { status: 400, text: 'no' };
}

/** Does what a control request asks; false when its fields make no sense. */
function turn(controls: Controls, name: string, fields: JsonObject): boolean {
  const { channel, user, group, users, url, method, faults, on, milliseconds } = fields;
  const given = (value: unknown): value is string => typeof value === 'string';
  if (name === 'fail' && given(method) && Array.isArray(faults) && faults.every(isFault)) {
    controls.failNext(method, ...faults);
  } else if (name === 'member' && given(channel) && given(user)) controls.setMember(channel, user, on === true);
  else if (name === 'shared' && given(channel)) controls.setShared(channel, on === true);
  else if (name === 'group' && given(group) && Array.isArray(users)) controls.setGroup(group, users.map(String));
  else if (name === 'clock' && typeof milliseconds === 'number') controls.skewClock(milliseconds);
  else if (name === 'events' && given(url)) controls.sendEventsTo(url);
  else return false;
  return true;
}

const isFault = (value: unknown): value is Fault =>
  isObject(value) && ['rate-limited', 'status', 'error', 'slow', 'hang'].includes(String(value.kind));
