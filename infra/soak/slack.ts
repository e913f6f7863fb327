import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Button = { readonly action_id?: string; readonly value?: string };
type Block = { readonly elements?: readonly Button[] };

/** What the bot says: to `number`, the request that it answers, or to the channel. */
export type Said = {
  readonly number?: number;
  readonly method: 'response_url' | 'chat.postMessage' | 'chat.update' | 'chat.postEphemeral';
  readonly text: string;
  readonly ts: string;
  /** The value of a button in it. */
  readonly value: (actionId: string) => string | undefined;
};

const valueIn =
  (blocks: readonly Block[]) =>
  (actionId: string): string | undefined =>
    blocks.flatMap(({ elements = [] }) => elements).find((element) => element.action_id === actionId)?.value;

const bodyOf = async (request: IncomingMessage): Promise<string> =>
  Buffer.concat(await request.toArray()).toString('utf8');

/** Slack as far as the bot speaks to it: it takes everything, and keeps nothing. The look-alike of infra/local keeps all. */
export async function startSink(hear: (said: Said) => void) {
  let posted = 0;
  const answerTo = (method: string, body: string): object => {
    const fields = Object.fromEntries(new URLSearchParams(body));
    if (method === 'conversations.info') return { ok: true, channel: { is_member: true, is_ext_shared: false } };
    if (method === 'chat.getPermalink') return { ok: true, permalink: 'https://soak.slack.example/archives/C0SOAK/p1' };
    if (method !== 'chat.postMessage' && method !== 'chat.update' && method !== 'chat.postEphemeral')
      return { ok: false, error: 'unknown_method' };
    posted += 1;
    const ts = fields.ts ?? `${1_000_000_000 + posted}.000100`;
    hear({ method, text: fields.text ?? '', ts, value: valueIn(JSON.parse(fields.blocks ?? '[]')) });
    return { ok: true, ts, channel: fields.channel };
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const [, kind, name = ''] = (request.url ?? '').split('/');
    if (kind === 'response') {
      const { text = '', blocks = [] } = JSON.parse(body);
      hear({ number: Number(name), method: 'response_url', text, ts: '', value: valueIn(blocks) });
      return void response.end('ok');
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answerTo(name, body)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${url}/api/`,
    responseUrl: (number: number): string => `${url}/response/${number}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
