import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export const SECRET = 'bench-signing-secret';

/**
 * `/migcheck text` as it comes to a function: signed by Slack, and its form body in base64 as an HTTP API hands it over
 * (https://docs.slack.dev/authentication/verifying-requests-from-slack). `number` makes it a request of its own.
 */
export function signedCommand(text: string, number: number): APIGatewayProxyEventV2 {
  const body = new URLSearchParams({
    token: 'unused',
    team_id: 'T0BENCH',
    team_domain: 'fabrikam',
    channel_id: 'C0BENCH',
    channel_name: 'migration',
    user_id: 'U0BENCH',
    user_name: 'rosa',
    command: '/migcheck',
    text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: `https://hooks.slack.example/commands/T0BENCH/${number}`,
    trigger_id: `${number}.bench`,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    version: '2.0',
    routeKey: 'POST /slack',
    rawPath: '/slack',
    rawQueryString: '',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    requestContext: REQUEST,
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}

const REQUEST: APIGatewayProxyEventV2['requestContext'] = {
  accountId: '000000000000',
  apiId: 'bench',
  domainName: 'bench.example',
  domainPrefix: 'bench',
  http: { method: 'POST', path: '/slack', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'Slackbot 1.0' },
  requestId: 'bench',
  routeKey: 'POST /slack',
  stage: '$default',
  time: '',
  timeEpoch: 0,
};
