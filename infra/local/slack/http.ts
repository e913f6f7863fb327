import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type JsonObject } from './block-kit/problems.ts';

const MOST_BYTES = 1_000_000;

/** Thrown, and answered with 413, when a body is longer than it may be. */
export class BodyTooLong extends Error {}

/** The bytes of a request; refuses more than `most` of them, and does so unread where their number is announced. */
export async function bytesOf(request: IncomingMessage, most = MOST_BYTES): Promise<Buffer> {
  const tooLong = () => new BodyTooLong('The body is too long');
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLong();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > most) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export const bodyOf = async (request: IncomingMessage): Promise<string> => (await bytesOf(request)).toString('utf8');

/** The fields of a form or of a JSON object; undefined when the body is neither. */
export function fieldsOf(contentType: string, body: string): JsonObject | undefined {
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const parsed: unknown = body === '' ? {} : JSON.parse(body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** What is sent back: an object as JSON, a text, or the bytes of a file. */
export type Answer = { readonly status: number; readonly headers?: { readonly [name: string]: string } } & (
  | { readonly json: unknown }
  | { readonly text: string; readonly type?: string }
  | { readonly bytes: Buffer; readonly type: string }
);

export function send(response: ServerResponse, answer: Answer): void {
  const [type, body] = contentOf(answer);
  const length = String(Buffer.byteLength(body));
  const headers = { 'content-type': type, 'content-length': length, 'x-content-type-options': 'nosniff' };
  response.writeHead(answer.status, { ...headers, ...answer.headers });
  response.end(body);
}

function contentOf(answer: Answer): [type: string, body: string | Buffer] {
  if ('json' in answer) return ['application/json; charset=utf-8', JSON.stringify(answer.json)];
  if ('bytes' in answer) return [answer.type, answer.bytes];
  return [answer.type ?? 'text/plain; charset=utf-8', answer.text];
}

/**
 * True when the request names this server itself and does not come from a page of somebody else's: no other host name
 * (a name that was made to point at 127.0.0.1) and no other origin.
 */
export function comesFromHere({ headers, socket }: IncomingMessage): boolean {
  const port = socket.localPort;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = headers;
  return hosts.includes(host) && (origin === undefined || hosts.includes(origin.replace('http://', '')));
}
