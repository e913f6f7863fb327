import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

type Door = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export type Gateway = { readonly url: string; close(): Promise<void> };

/** Slack's largest payload is far below this; API Gateway itself takes ten megabytes. */
const LARGEST_BODY = 1_000_000;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What an HTTP API hands to Lambda, payload 2.0: names of headers in lower case, form bodies in base64. */
const eventOf = (request: IncomingMessage, body: Buffer): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: 'POST /slack/events',
  rawPath: '/slack/events',
  rawQueryString: '',
  headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
  isBase64Encoded: true,
  body: body.toString('base64'),
  requestContext: {
    accountId: '000000000000',
    apiId: 'local',
    domainName: '127.0.0.1',
    domainPrefix: 'local',
    http: { method: 'POST', path: '/slack/events', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
    requestId: 'local',
    routeKey: 'POST /slack/events',
    stage: '$default',
    time: new Date().toUTCString(),
    timeEpoch: Date.now(),
  },
});

/** The few fields of a Lambda context that anything here looks at. */
const context = (name: string): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  memoryLimitInMB: '512',
  awsRequestId: 'local',
  logGroupName: name,
  logStreamName: 'local',
  getRemainingTimeInMillis: () => 6_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});

async function answer(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/slack/events') return void response.writeHead(404).end();
  try {
    const { statusCode = 200, headers, body } = await door(eventOf(request, await bodyOf(request)), context('slack'));
    response.writeHead(statusCode, { ...headers } as Record<string, string>).end(body);
  } catch (error) {
    console.error('The door failed:', error instanceof Error ? error.message : error);
    response.writeHead(500).end();
  }
}

/** The HTTP API in front of the door, on 127.0.0.1. Rejects when the port is taken. */
export async function startGateway(door: Door, port = 0): Promise<Gateway> {
  const server = createServer((request, response) => void answer(door, request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/slack/events`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
