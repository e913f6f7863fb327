import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type Slack, type SlackOptions, startSlack } from '../../../infra/local/slack/start.ts';

export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly form: { readonly [field: string]: string };
  /** What the Events API sends: JSON. */
  readonly envelope?: Envelope;
};

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever Slack sends.
type Sent = { readonly [field: string]: any };
type Envelope = Sent & { readonly event: Sent };

/** What the stub answers: JSON, a text, a status with headers, or nothing at all (`hang`). */
export type StubAnswer = {
  json?: unknown;
  text?: string;
  status?: number;
  headers?: { readonly [name: string]: string };
  hang?: boolean;
};

/** A Slack with a stub in the app's place, over real sockets. Call `stop` in the end. */
export type Bench = {
  readonly slack: Slack;
  readonly received: Received[];
  answerWith(answer: (received: Received) => StubAnswer | Promise<StubAnswer>): void;
  api(method: string, args: object, token?: string | null): Promise<ApiReply>;
  /** The same as a form, as Slack's own client sends everything. */
  form(method: string, args: { readonly [name: string]: string }, token?: string): Promise<ApiReply>;
  page(deed: string, fields: object): Promise<{ ok: boolean; error?: string; notice?: string }>;
  /** A person puts a file into Slack, for a message or a modal yet to be sent; returns its id. */
  upload(as: string, name: string, bytes: string | Uint8Array<ArrayBuffer>, more?: Snippet): Promise<string>;
  /** The newest message of a channel that a person sees. */
  newest(person: string, channel: string): Promise<SeenMessage>;
  /** The events that the app has been told of, in order, once there are no more to come. */
  events(type?: string): Promise<Sent[]>;
  /** The newest interaction that the app has got. */
  payload(): Sent;
  /** What a person sees. */
  seen(person: string): Promise<Seen>;
  stop(): Promise<void>;
};

export type ApiReply = {
  ok: boolean;
  error?: string;
  ts: string;
  view: { id: string; hash: string };
  errors?: string[];
  [field: string]: unknown;
};

type Snippet = { readonly title?: string; readonly snippet?: boolean };

type SeenMessage = {
  tells: readonly string[];
  ts: string;
  text: string;
  channel: string;
  user: string;
  onlyFor?: string;
  threadTs?: string;
  blocks: { block_id: string }[];
};
export type Seen = {
  messages: SeenMessage[];
  view?: { id: string; view: { title: { text: string } }; errors: object };
};

export const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const SCOPES = ['chat:write', 'commands', 'channels:read', 'groups:read', 'users:read', 'usergroups:read'];
export const manifestWith = (scopes: readonly string[]) => ({ oauth_config: { scopes: { bot: scopes } } });

const HEARING = ['app_mentions:read', 'channels:history', 'groups:history', 'im:history', 'files:read', 'files:write'];
const EVENTS = ['app_mention', 'message.channels', 'message.groups', 'message.im'];

/** A manifest of an app that hears, sees and offers all that this Slack knows; `without` takes scopes away. */
export const richManifest = ({ without = [], events = EVENTS }: { without?: string[]; events?: string[] } = {}) => ({
  ...manifestWith([...SCOPES, ...HEARING].filter((scope) => !without.includes(scope))),
  features: {
    app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    slash_commands: [{ command: '/migcheck', should_escape: true }],
    shortcuts: [
      { name: 'Explain this event', type: 'message', callback_id: 'explain', description: 'What it means' },
      { name: 'Check a mailbox', type: 'global', callback_id: 'check', description: 'Opens a window' },
    ],
  },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: { request_url: 'https://migcheck.example/slack/events', bot_events: events },
  },
});

export async function startBench(options: Partial<SlackOptions> = {}): Promise<Bench> {
  const received: Received[] = [];
  let answer: (received: Received) => StubAnswer | Promise<StubAnswer> = () => ({});
  const app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const isJson = request.headers['content-type'] === 'application/json';
    const one: Received = isJson
      ? { headers: request.headers, body, form: {}, envelope: JSON.parse(body) }
      : { headers: request.headers, body, form: Object.fromEntries(new URLSearchParams(body)) };
    received.push(one);
    const { json, text, status = 200, headers, hang } = await answer(one);
    if (hang) return;
    response.writeHead(status, { ...(json ? { 'content-type': 'application/json' } : {}), ...headers });
    response.end(json ? JSON.stringify(json) : text);
  });
  const eventsUrl = await new Promise<string>((resolve) => {
    app.listen(0, '127.0.0.1', () => {
      const address = app.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/slack/events`);
    });
  });
  const given = { signingSecret: SECRET, botToken: 'xoxb-right', manifest: manifestWith(SCOPES), eventsUrl };
  const slack = await startSlack({ ...given, ...options }).catch((error: unknown) => {
    app.close();
    throw error;
  });
  const seen = async (person: string) => (await fetch(`${slack.url}/page/state?as=${person}`)).json() as Promise<Seen>;
  return {
    slack,
    received,
    answerWith: (next) => {
      answer = next;
    },
    api: (method, args, token = 'xoxb-right') => call(`${slack.apiUrl}${method}`, args, token),
    form: async (method, args, token = 'xoxb-right') => {
      const headers = { authorization: `Bearer ${token}` };
      const body = new URLSearchParams(args);
      return (await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body })).json() as Promise<ApiReply>;
    },
    page: (deed, fields) => call(`${slack.url}/page/${deed}`, fields, null),
    upload: async (as, name, body, { title = '', snippet = false } = {}) => {
      const query = new URLSearchParams({ as, name, title, snippet: String(snippet) });
      const headers = { 'content-type': 'application/octet-stream' };
      const response = await fetch(`${slack.url}/page/upload?${query}`, { method: 'POST', headers, body });
      return ((await response.json()) as { file: { id: string } }).file.id;
    },
    seen,
    newest: async (person, channel) => {
      const found = (await seen(person)).messages.findLast((message) => message.channel === channel);
      if (!found) throw new Error(`${person} sees nothing in ${channel}`);
      return found;
    },
    events: async (type) => {
      await slack.controls.eventsDelivered();
      const events = received.flatMap(({ envelope }) => (envelope ? [envelope.event] : []));
      return events.filter((event) => type === undefined || event.type === type);
    },
    payload: () => JSON.parse(received.findLast(({ form }) => form.payload)?.form.payload ?? '{}'),
    stop: async () => {
      await slack.close();
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    },
  };
}

async function call(url: string, fields: object, token: string | null) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(fields),
  });
  return (await response.json()) as ApiReply;
}

export const plain = (text: string) => ({ type: 'plain_text', text });
export const section = (text: string, more: object = {}) => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...more,
});
export const button = (actionId: string, more: object = {}) => ({
  type: 'button',
  action_id: actionId,
  text: plain(actionId),
  ...more,
});
export const menu = (actionId: string, values: readonly string[], more: object = {}) => ({
  type: 'static_select',
  action_id: actionId,
  placeholder: plain('Choose'),
  options: values.map((value) => ({ text: plain(value), value })),
  ...more,
});
