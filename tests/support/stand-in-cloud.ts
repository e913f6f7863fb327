import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const BUCKET = 'migcheck-prod-serverlessdeploymentbucket-stand-in';
const ACCOUNT = '000000000000';

type Reply = { readonly status: number; readonly xml: string };

const ok = (action: string, inner: string): Reply => ({
  status: 200,
  xml: `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`,
});
const refused = (code: string, message: string): Reply => ({
  status: 400,
  xml: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

/** A stack that is made, changed and deleted as soon as that is asked for. */
function stackNamed(name: string, url: string) {
  const id = `arn:aws:cloudformation:eu-central-1:${ACCOUNT}:stack/${name}/1`;
  const done: string[] = [];
  const status = () => `${done.at(-1)}_COMPLETE`;
  const change = () => {
    done.push(done.length === 0 || done.at(-1) === 'DELETE' ? 'CREATE' : 'UPDATE');
    return `<StackId>${id}</StackId>`;
  };
  const about = `<StackId>${id}</StackId><StackName>${name}</StackName>`;
  const output = `<Outputs><member><OutputKey>HttpApiUrl</OutputKey><OutputValue>${url}</OutputValue></member></Outputs>`;
  const event = () =>
    `<member>${about}<EventId>${done.length}</EventId><LogicalResourceId>${name}</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>AWS::CloudFormation::Stack</ResourceType><ResourceStatus>${status()}</ResourceStatus><Timestamp>${new Date().toISOString()}</Timestamp></member>`;
  const isThere = () => done.length > 0 && done.at(-1) !== 'DELETE';
  return {
    done: done as readonly string[],
    isThere,
    answers: new Map<string, (input: URLSearchParams) => string>([
      [
        'DescribeStacks',
        () =>
          `<Stacks><member>${about}<StackStatus>${status()}</StackStatus><CreationTime>2026-11-28T06:00:00Z</CreationTime>${output}</member></Stacks>`,
      ],
      ['CreateStack', change],
      ['UpdateStack', change],
      ['CreateChangeSet', () => `<Id>change-set</Id><StackId>${id}</StackId>`],
      [
        'DescribeChangeSet',
        () => `${about}<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>`,
      ],
      ['ExecuteChangeSet', change],
      ['DeleteChangeSet', () => ''],
      [
        'DeleteStack',
        () => {
          done.push('DELETE');
          return '';
        },
      ],
      ['DescribeStackEvents', () => `<StackEvents>${event()}</StackEvents>`],
      [
        'DescribeStackResource',
        (input: URLSearchParams) =>
          `<StackResourceDetail><LogicalResourceId>${input.get('LogicalResourceId')}</LogicalResourceId><PhysicalResourceId>${BUCKET}</PhysicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>2026-11-28T06:00:00Z</LastUpdatedTimestamp></StackResourceDetail>`,
      ],
      ['ListStackResources', () => '<StackResourceSummaries/>'],
      ['ValidateTemplate', () => '<Parameters/>'],
      ['GetTemplate', () => '<TemplateBody>{}</TemplateBody>'],
    ]),
  };
}

/**
 * As much of AWS as osls asks for when it deploys and removes: STS says who asks, S3 keeps what is uploaded, and
 * CloudFormation says that the stack was made as the template wants it. Nothing is made of the template; that it breaks
 * no rule of CloudFormation, package.test.ts shows.
 */
export async function startStandInCloud(options: { readonly stack: string; readonly url: string }) {
  const stack = stackNamed(options.stack, options.url);
  const objects = new Map<string, Buffer>();

  function query(input: URLSearchParams): Reply {
    const action = input.get('Action') ?? '';
    if (action === 'GetCallerIdentity')
      return ok(
        action,
        `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/deployer</Arn><UserId>U</UserId>`,
      );
    const answer = stack.answers.get(action);
    if (!answer) return refused('UnknownOperation', action);
    const needsStack = action === 'DescribeStacks' || action === 'DescribeStackResource';
    return needsStack && !stack.isThere()
      ? refused('ValidationError', `Stack with id ${options.stack} does not exist`)
      : ok(action, answer(input));
  }

  function keep(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://s3');
    if (request.method === 'PUT') objects.set(pathname, body);
    const isThere = pathname === `/${BUCKET}/` || objects.has(pathname);
    response.writeHead(request.method === 'HEAD' && !isThere ? 404 : 200, { etag: '"stand-in"' });
    response.end(request.method === 'GET' ? '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>' : '');
  }

  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const service = /\/(\w+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1];
    if (service === 's3') return keep(request, body, response);
    // Lambda and ECR are asked for what a first deployment does not have.
    if (service !== 'sts' && service !== 'cloudformation') {
      response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' });
      return response.end('{"__type":"RepositoryNotFoundException"}');
    }
    const { status, xml } = query(new URLSearchParams(body.toString()));
    return response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What became of the stack, in order: CREATE, UPDATE, DELETE. */
    done: stack.done,
    /** The names of what was uploaded, without their folders. */
    uploaded: () => [...new Set([...objects.keys()].map((path) => path.split('/').at(-1) ?? ''))].sort(),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
