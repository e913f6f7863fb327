import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type Slack, type SlackOptions, startSlack } from '../../../infra/local/slack/start.ts';

export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly form: { readonly [field: string]: string };
};

/** What the stub answers: JSON, a text, a status, or nothing at all (`hang`). */
export type StubAnswer = { json?: unknown; text?: string; status?: number; hang?: boolean };

/** A Slack with a stub in the app's place, over real sockets. Call `stop` in the end. */
export type Bench = {
  readonly slack: Slack;
  readonly received: Received[];
  answerWith(answer: (received: Received) => StubAnswer | Promise<StubAnswer>): void;
  api(method: string, args: object, token?: string | null): Promise<ApiReply>;
  page(deed: string, fields: object): Promise<{ ok: boolean; error?: string; notice?: string }>;
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

type SeenMessage = {
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

export async function startBench(options: Partial<SlackOptions> = {}): Promise<Bench> {
  const received: Received[] = [];
  let answer: (received: Received) => StubAnswer | Promise<StubAnswer> = () => ({});
  const app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { headers: request.headers, body, form: Object.fromEntries(new URLSearchParams(body)) };
    received.push(one);
    const { json, text, status = 200, hang } = await answer(one);
    if (hang) return;
    response.writeHead(status, json ? { 'content-type': 'application/json' } : {});
    response.end(json ? JSON.stringify(json) : text);
  });
  const eventsUrl = await new Promise<string>((resolve) => {
    app.listen(0, '127.0.0.1', () => {
      const address = app.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/slack/events`);
    });
  });
  const given = { signingSecret: SECRET, botToken: 'xoxb-right', manifest: manifestWith(SCOPES), eventsUrl };
  const slack = await startSlack({ ...given, ...options });
  return {
    slack,
    received,
    answerWith: (next) => {
      answer = next;
    },
    api: (method, args, token = 'xoxb-right') => call(`${slack.apiUrl}${method}`, args, token),
    page: (deed, fields) => call(`${slack.url}/page/${deed}`, fields, null),
    seen: async (person) => (await fetch(`${slack.url}/page/state?as=${person}`)).json() as Promise<Seen>,
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
