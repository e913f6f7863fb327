import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildBundles, packageFor } from '../support/packaging.ts';

const FUNCTIONS = ['Slack', 'Talk', 'Check', 'Wave', 'Fix', 'Sweep'] as const;

let bare: ReturnType<typeof packageFor>;

beforeAll(() => {
  buildBundles();
  bare = packageFor();
}, 60_000);

afterAll(() => rmSync(bare.folder, { recursive: true, force: true }));

const resource = (id: string) => {
  const found = bare.template.Resources[id];
  if (!found) throw new Error(`The template has no ${id}`);
  return found;
};
const ofType = (type: string) => Object.entries(bare.template.Resources).filter(([, { Type }]) => Type === type);
const numberAt = (id: string, property: string) => Number(resource(id).Properties[property]);

test('the template that an empty environment makes breaks no rule of CloudFormation', () => {
  const engine = new RegoEngine();
  const { diagnostics } = engine.validateStandard(new TemplateFile(bare.path), { severityLevel: 'WARN' });
  engine.free();

  // W3005: serverless states dependencies that are plain from the references as well. Harmless, and its own doing.
  expect(diagnostics.filter(({ ruleId }) => ruleId !== 'W3005')).toEqual([]);
});

test('passwords, tokens and secrets that the deployer has at hand stay out of everything that is packaged', () => {
  const secrets = {
    LDAP_BIND_PASSWORD: 'hush-read',
    LDAP_WRITE_BIND_PASSWORD: 'hush-write',
    SLACK_SIGNING_SECRET: 'hush-signing',
    SLACK_BOT_TOKEN: 'hush-token',
    LDAP_URL: 'ldaps://dc1.example.test',
  };
  const { folder, text } = packageFor(secrets);

  expect(text).toContain('ldaps://dc1.example.test');
  expect(text).not.toContain('hush');
  expect(readFileSync(join(folder, 'serverless-state.json'), 'utf8')).not.toContain('hush');
  rmSync(folder, { recursive: true });
});

describe('functions', () => {
  test('there are six, on Node 24 and arm64, each with its own archive and its own role', () => {
    expect(ofType('AWS::Lambda::Function').map(([id]) => id)).toEqual(FUNCTIONS.map((name) => `${name}LambdaFunction`));
    for (const name of FUNCTIONS)
      expect(resource(`${name}LambdaFunction`).Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Code: { S3Key: expect.stringMatching(new RegExp(`/${name.toLowerCase()}\\.zip$`)) },
        Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
      });
    expect(ofType('AWS::IAM::Role')).toHaveLength(FUNCTIONS.length);
  });

  test('only check, wave and fix are in the VPC, and they always are', () => {
    const inside = FUNCTIONS.filter((name) => resource(`${name}LambdaFunction`).Properties.VpcConfig);

    expect(inside).toEqual(['Check', 'Wave', 'Fix']);
    for (const name of inside)
      expect(resource(`${name}LambdaFunction`).Properties.VpcConfig).toEqual({
        SubnetIds: { Ref: 'VpcSubnetIds' },
        SecurityGroupIds: { Ref: 'VpcSecurityGroupIds' },
      });
  });

  test('the VPC is the one that the deployer names', () => {
    const { folder, template } = packageFor({ VPC_SUBNET_IDS: 'subnet-0a,subnet-0b', VPC_SECURITY_GROUP_IDS: 'sg-0c' });

    expect(template.Parameters.VpcSubnetIds?.Default).toBe('subnet-0a,subnet-0b');
    expect(template.Parameters.VpcSecurityGroupIds?.Default).toBe('sg-0c');
    rmSync(folder, { recursive: true });
  });

  test('each is told the names of its own secrets and of no others', () => {
    const named = (name: string) =>
      [...JSON.stringify(resource(`${name}LambdaFunction`)).matchAll(/"(\w+)_PARAMETER":"\/migcheck\/dev\/([a-z-]+)"/g)]
        .map(([, variable, secret]) => `${variable} ${secret}`)
        .sort();

    expect(named('Slack')).toEqual(['SLACK_BOT_TOKEN slack-bot-token', 'SLACK_SIGNING_SECRET slack-signing-secret']);
    expect(named('Talk')).toEqual(['SLACK_BOT_TOKEN slack-bot-token']);
    expect(named('Check')).toEqual(['LDAP_BIND_PASSWORD ldap-bind-password']);
    expect(named('Wave')).toEqual(['LDAP_BIND_PASSWORD ldap-bind-password']);
    expect(named('Fix')).toEqual(['LDAP_WRITE_BIND_PASSWORD ldap-write-bind-password']);
    expect(named('Sweep')).toEqual([]);
  });

  test.each(FUNCTIONS)('%s keeps its log for a year', (name) => {
    expect(resource(`${name}LogGroup`).Properties).toEqual({
      LogGroupName: `/aws/lambda/migcheck-dev-${name.toLowerCase()}`,
      RetentionInDays: 365,
    });
  });

  test.each(FUNCTIONS)('the bundle of %s loads with what the template gives it', (name) => {
    const bundle = join(__dirname, '../../.build', name.toLowerCase(), 'index.js');
    const script = `process.stdout.write(typeof require(${JSON.stringify(bundle)}).handler); process.exit()`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      env: environmentOf(name),
      encoding: 'utf8',
    });

    expect({ stdout, stderr }).toEqual({ stdout: 'function', stderr: '' });
  });
});

/** What Lambda would set: the template's variables, and a role's credentials. */
function environmentOf(name: string): Record<string, string> {
  const { Variables } = Object(resource(`${name}LambdaFunction`).Properties.Environment);
  const texts = Object.entries(Object(Variables)).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : `https://sqs.eu-central-1.amazonaws.com/1/${key}`,
  ]);
  return {
    ...Object.fromEntries(texts),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'A',
    AWS_SECRET_ACCESS_KEY: 'S',
  };
}

describe('ways in', () => {
  test('the internet reaches POST /slack/events and nothing else, and only so fast', () => {
    expect(ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey)).toEqual([
      'POST /slack/events',
    ]);
    expect(resource('HttpApiIntegrationSlack').Properties.PayloadFormatVersion).toBe('2.0');
    expect(resource('HttpApiStage').Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 20,
      ThrottlingBurstLimit: 40,
      DetailedMetricsEnabled: false,
    });
    expect(ofType('AWS::Lambda::Url')).toEqual([]);
  });

  test.each([
    ['Talk', 'TalkQueue', 10, 5],
    ['Check', 'ChecksQueue', 1, 5],
    ['Wave', 'WavesQueue', 1, 2],
    ['Fix', 'FixesQueue', 1, 2],
  ])('%s takes its jobs from %s, and says which of a batch failed', (name, queue, batch, concurrency) => {
    expect(resource(`${name}EventSourceMappingSQS${queue}`).Properties).toMatchObject({
      BatchSize: batch,
      ScalingConfig: { MaximumConcurrency: concurrency },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
    });
  });

  test('the sweep comes every minute, and a failed one is not tried again beside the next', () => {
    expect(resource('SweepEventsRuleSchedule1').Properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)' });
    expect(resource('SweepLambdaEvConf').Properties.MaximumRetryAttempts).toBe(0);
  });
});

describe('what is kept', () => {
  test.each([
    ['TalkQueue', 'TalkDeadLetters', 'Talk'],
    ['ChecksQueue', 'ChecksDeadLetters', 'Check'],
    ['WavesQueue', 'WavesDeadLetters', 'Wave'],
    ['FixesQueue', 'FixesDeadLetters', 'Fix'],
  ])('%s is encrypted, hides a job long enough, and gives up into %s', (queue, dead, name) => {
    const fifo = queue === 'FixesQueue' || undefined;

    expect(resource(queue).Properties).toMatchObject({
      KmsMasterKeyId: { 'Fn::GetAtt': ['DataKey', 'Arn'] },
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [dead, 'Arn'] }, maxReceiveCount: 5 },
    });
    expect(resource(dead).Properties).toMatchObject({
      KmsMasterKeyId: { 'Fn::GetAtt': ['DataKey', 'Arn'] },
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
    expect([resource(queue).Properties.FifoQueue, resource(dead).Properties.FifoQueue]).toEqual([fifo, fifo]);
    expect(numberAt(queue, 'VisibilityTimeout')).toBeGreaterThanOrEqual(
      6 * numberAt(`${name}LambdaFunction`, 'Timeout'),
    );
  });

  test('no queue takes plain HTTP', () => {
    const queues = ofType('AWS::SQS::Queue').map(([id]) => ({ Ref: id }));
    const { Queues, PolicyDocument } = resource('NoPlainHttp').Properties;

    expect(queues).toHaveLength(8);
    expect(Queues).toEqual(expect.arrayContaining(queues));
    expect(PolicyDocument).toMatchObject({
      Statement: [{ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  test.each(['ProposalsTable', 'AuditTable'])(
    '%s can be restored, is not deleted by accident, and has our key',
    (id) => {
      expect(resource(id)).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: { 'Fn::GetAtt': ['DataKey', 'Arn'] } },
        },
      });
    },
  );

  test('the audit chain never expires', () => {
    expect(resource('AuditTable').Properties.TimeToLiveSpecification).toBeUndefined();
  });

  test.each(['DataKey', 'SecretsKey'])('%s outlives the stack and is rotated', (id) => {
    expect(resource(id)).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });
});
