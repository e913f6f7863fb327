import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

/** Vulnerable packages by name, as npm's bulk endpoint lists them. */
export type Advisories = Readonly<Record<string, { readonly severity: string; readonly vulnerable: string }>>;

const Asked = z.record(z.string(), z.array(z.string()));

/**
 * A package registry that knows these advisories and nothing else. `none`: it has no such endpoint, as mirrors;
 * it answers every other question with 404.
 */
export async function startRegistry(advisories: Advisories | 'none') {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const isAsked = request.method === 'POST' && request.url === '/-/npm/v1/security/advisories/bulk';
    if (advisories === 'none' || !isAsked) {
      response.writeHead(request.method === 'POST' ? 405 : 404).end('{}');
      return;
    }
    const asked = Asked.parse(
      JSON.parse(String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body)),
    );
    const known = Object.entries(advisories).filter(([name]) => Object.hasOwn(asked, name));
    const answer = known.map(([name, { severity, vulnerable }], id) => [
      name,
      [
        {
          id,
          title: `A hole in ${name}`,
          url: `https://advisories.test/${name}`,
          severity,
          vulnerable_versions: vulnerable,
        },
      ],
    ]);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(Object.fromEntries(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
