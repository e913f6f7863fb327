import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type JsonObject } from './block-kit/problems.ts';

const MOST_BYTES = 1_000_000;

/** The body of a request; refuses, by an Error, more than a megabyte. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('The body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

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

/** What is sent back: an object as JSON, or a text. */
export type Answer = { readonly status: number; readonly headers?: { readonly [name: string]: string } } & (
  | { readonly json: unknown }
  | { readonly text: string; readonly type?: string }
);

export function send(response: ServerResponse, answer: Answer): void {
  const isJson = 'json' in answer;
  const type = isJson ? 'application/json; charset=utf-8' : (answer.type ?? 'text/plain; charset=utf-8');
  response.writeHead(answer.status, { 'content-type': type, 'x-content-type-options': 'nosniff', ...answer.headers });
  response.end(isJson ? JSON.stringify(answer.json) : answer.text);
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
