import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type JsonObject } from './block-kit/problems.ts';
import { clickInMessage, clickInView } from './click.ts';
import { type Felt, failed } from './command.ts';
import type { Entries, Entry } from './elements.ts';
import { answerPageUpload, pageDownload } from './files/page-routes.ts';
import { forward } from './forward.ts';
import { type Answer, bodyOf, fieldsOf } from './http.ts';
import { messageAt } from './messages.ts';
import { remove } from './posting.ts';
import { takeShortcut } from './shortcut.ts';
import { snapshot } from './snapshot.ts';
import { speak } from './speak.ts';
import { dismissView, submitView } from './submission.ts';
import type { Person, Workspace } from './workspace.ts';

type Deed = (workspace: Workspace, person: Person, fields: JsonObject) => Promise<Felt>;

const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const words = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What the page lets a person do; each is a POST of JSON to `/page/<name>`, with `as` naming the person. */
const DEEDS: { readonly [name: string]: Deed } = {
  send: (workspace, person, { channel, text, threadTs, files }) =>
    speak(workspace, person, word(channel), word(text), { threadTs: word(threadTs) || undefined, files: words(files) }),
  shortcut: (workspace, person, { channel, ts, callbackId }) =>
    takeShortcut(workspace, person, { channel: word(channel), ts: word(ts) }, word(callbackId)),
  forward: (workspace, person, { channel, ts, to, text }) =>
    forward(workspace, person, { channel: word(channel), ts: word(ts) }, word(to), word(text)),
  click: (workspace, person, { channel, ts, viewId, blockId, actionId, entry, entries }) => {
    const click = {
      blockId: word(blockId),
      actionId: word(actionId),
      entry: readEntry(entry),
      entries: readEntries(entries),
    };
    if (word(viewId)) return clickInView(workspace, person, word(viewId), click);
    return clickInMessage(workspace, person, { channel: word(channel), ts: word(ts) }, click);
  },
  submit: (workspace, person, { viewId, entries }) => submitView(workspace, person, word(viewId), readEntries(entries)),
  close: (workspace, person, { viewId }) => dismissView(workspace, person, word(viewId)),
  dismiss: async (workspace, person, { channel, ts }) => {
    if (messageAt(workspace, word(channel), word(ts))?.onlyFor === person.id) remove(workspace, word(ts));
    return { ok: true };
  },
};

/** `/page/<deed>` and `/page/upload?as=…` by POST, `/page/state?as=…` and `/page/files/<id>?as=…` by GET. */
export async function answerPage(workspace: Workspace, request: IncomingMessage, url: URL): Promise<Answer> {
  const name = url.pathname.slice('/page/'.length);
  if (request.method === 'GET' && name === 'state') return answerState(workspace, url);
  if (request.method === 'GET' && name.startsWith('files/')) return pageDownload(workspace, url);
  if (request.method === 'POST' && name === 'upload') return answerPageUpload(workspace, request, url);
  const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
  if (!deed || request.method !== 'POST') return { status: 404, text: 'not found' };
  // A foreign page can post a form without asking, but not JSON.
  const contentType = request.headers['content-type'] ?? '';
  const fields = contentType.startsWith('application/json') && fieldsOf(contentType, await bodyOf(request));
  if (!fields) return { status: 415, text: 'JSON is needed' };
  const person = workspace.people.get(word(fields.as));
  const felt = person ? await deed(workspace, person, fields) : failed('user_not_found', 'Nobody goes by this id.');
  return { status: 200, json: felt };
}

function answerState(workspace: Workspace, url: URL): Answer {
  const person = workspace.people.get(url.searchParams.get('as') ?? '');
  return person ? { status: 200, json: snapshot(workspace, person) } : { status: 404, text: 'nobody goes by this id' };
}

/** `/page/events?as=…`: the whole state for one person, again after every change. */
export function stream(workspace: Workspace, response: ServerResponse, url: URL): void {
  const person = workspace.people.get(url.searchParams.get('as') ?? '');
  if (!person) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let due = false;
  const tell = () => {
    due = false;
    if (!response.destroyed) response.write(`data: ${JSON.stringify(snapshot(workspace, person))}\n\n`);
  };
  // Several changes of one turn of the event loop are told once.
  const watcher = () => {
    if (!due) setImmediate(tell);
    due = true;
  };
  workspace.watchers.add(watcher);
  response.on('close', () => workspace.watchers.delete(watcher));
  tell();
}

const readEntry = (value: unknown): Entry =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value : null;

function readEntries(value: unknown): Entries {
  const entries: { [blockId: string]: { [actionId: string]: Entry } } = {};
  if (!isObject(value)) return entries;
  for (const [blockId, actions] of Object.entries(value)) {
    if (!isObject(actions)) continue;
    entries[blockId] = Object.fromEntries(Object.entries(actions).map(([id, entry]) => [id, readEntry(entry)]));
  }
  return entries;
}
