import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Credentials = { readonly id: string; readonly secret: string; readonly token?: string };

type Reply = { readonly status: number; readonly body: unknown };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The signature that AWS would work out for a request, step by step as its documentation has them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function expectedAuthorization(
  { headers, url }: IncomingMessage,
  body: string,
  { id, secret }: Credentials,
): string {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/(\S+), SignedHeaders=(\S+),/.exec(headers.authorization ?? '') ?? [];
  const lines = signed.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = ['POST', url, '', lines.join(''), signed, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const signature = hmac(key, text).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** SSM as far as GetParameters goes: it knows one caller and some values, which may change, and may have a bad time first. */
export async function startParameterStore(
  caller: Credentials,
  values: Record<string, string>,
  before: readonly (Reply | 'silence')[] = [],
) {
  const troubles = [...before];
  const asked: { Names: string[]; WithDecryption: boolean }[] = [];
  const replyTo = (request: IncomingMessage, body: string): Reply | 'silence' => {
    const { headers } = request;
    const trouble = troubles.shift();
    if (trouble) return trouble;
    const rightful = headers.authorization === expectedAuthorization(request, body, caller);
    const scoped = /\/eu-west-1\/ssm\/aws4_request,/.test(headers.authorization ?? '');
    if (!rightful || !scoped || headers['x-amz-security-token'] !== caller.token)
      return {
        status: 400,
        body: { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' },
      };
    if (
      headers['x-amz-target'] !== 'AmazonSSM.GetParameters' ||
      headers['content-type'] !== 'application/x-amz-json-1.1'
    )
      return { status: 400, body: { __type: 'com.amazon.coral.service#UnknownOperationException' } };
    const { Names } = JSON.parse(body) as { Names: string[] };
    const there = Names.filter((name) => name in values);
    return {
      status: 200,
      body: { InvalidParameters: Names.filter((name) => !(name in values)), Parameters: there.map(parameter) },
    };
  };
  const parameter = (Name: string) => ({
    ARN: `arn:aws:ssm:eu-west-1:000000000000:parameter${Name}`,
    DataType: 'text',
    LastModifiedDate: 1795420800.123,
    Name,
    Type: 'SecureString',
    Value: values[Name],
    Version: 1,
  });
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    asked.push(JSON.parse(body));
    const reply = replyTo(request, body);
    if (reply === 'silence') return;
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    /** Puts a parameter, as `aws ssm put-parameter --overwrite` does. */
    put: (name: string, value: string) => {
      values[name] = value;
    },
    /** How the next requests are answered instead. */
    trouble: (...next: readonly (Reply | 'silence')[]) => void troubles.push(...next),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
