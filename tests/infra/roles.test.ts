import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildBundles, packageFor } from '../support/packaging.ts';
import { allows, type Request, type Statement, statementsOf } from '../support/policy.ts';

let packaged: ReturnType<typeof packageFor>;

beforeAll(() => {
  buildBundles();
  packaged = packageFor();
}, 60_000);

afterAll(() => rmSync(packaged.folder, { recursive: true, force: true }));

const ROLES = ['SlackRole', 'TalkRole', 'CheckRole', 'WaveRole', 'FixRole', 'SweepRole'] as const;
type RoleName = (typeof ROLES)[number];

const statements = (role: RoleName): Statement[] => statementsOf(packaged.template.Resources[role]);
const may = (role: RoleName, action: string, resource: string, context?: Request['context']) =>
  allows(statements(role), { action, resource, ...(context ? { context } : {}) });
const whoMay = (action: string, resource: string, context?: Request['context']) =>
  ROLES.filter((role) => may(role, action, resource, context));

const row = (key: string) => ({ 'dynamodb:LeadingKeys': key });
const via = (service: string) => ({ 'kms:ViaService': `${service}.AWS::Region.amazonaws.com` });
const secret = (name: string) => `arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter/migcheck/dev/${name}`;
const decrypting = (name: string) => ({ ...via('ssm'), 'kms:EncryptionContext:PARAMETER_ARN': secret(name) });

/** All that a role is ever allowed, leaving out its log and the network interfaces: a new line here is a decision. */
const reachOf = (role: RoleName) =>
  statements(role)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)))
    .filter((line) => !/^(logs|ec2):/.test(line))
    .sort();

describe('the whole reach of each role', () => {
  const table = (actions: string, id: string) => actions.split(' ').map((action) => `dynamodb:${action} ${id}`);
  const sending = (...queues: string[]) => queues.map((queue) => `sqs:SendMessage ${queue}.Arn`);
  const taking = (queue: string) =>
    ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} ${queue}.Arn`);
  const reading = (...names: string[]) => [
    'kms:Decrypt SecretsKey.Arn',
    ...names.map((name) => `ssm:GetParameters ${secret(name)}`),
  ];
  const queueKey = ['kms:Decrypt DataKey.Arn', 'kms:GenerateDataKey DataKey.Arn'];
  const tableKey = ['kms:Decrypt DataKey.Arn'];
  const proposals = 'ProposalsTable.Arn';
  const audit = table('PutItem Query', 'AuditTable.Arn');
  /** What the doctor is told of tables and queues; nothing of what they hold. */
  const looking = [
    ...[proposals, 'AuditTable.Arn'].flatMap((id) => table('DescribeTable DescribeContinuousBackups', id)),
    ...['Checks', 'Waves', 'Fixes'].map((name) => `sqs:GetQueueAttributes ${name}Queue.Arn`),
    ...['Talk', 'Checks', 'Waves', 'Fixes'].map((name) => `sqs:GetQueueAttributes ${name}DeadLetters.Arn`),
  ];

  test.each<[RoleName, string[]]>([
    [
      'SlackRole',
      [...reading('slack-signing-secret', 'slack-bot-token'), ...sending('TalkQueue', 'ChecksQueue'), ...queueKey],
    ],
    [
      'TalkRole',
      [
        ...reading('slack-bot-token'),
        ...taking('TalkQueue'),
        ...sending('TalkQueue', 'ChecksQueue', 'WavesQueue', 'FixesQueue'),
        ...table('BatchGetItem DeleteItem GetItem PutItem UpdateItem', proposals),
        'dynamodb:Query ProposalsTable.Arn/index/due',
        ...audit,
        ...looking,
        ...queueKey,
        ...tableKey,
      ],
    ],
    [
      'CheckRole',
      [
        ...reading('ldap-bind-password'),
        ...taking('ChecksQueue'),
        ...sending('TalkQueue'),
        ...table('BatchGetItem GetItem PutItem UpdateItem', proposals),
        'dynamodb:Query AuditTable.Arn/index/actor',
        'dynamodb:Query AuditTable.Arn/index/recipient',
        ...queueKey,
        ...tableKey,
      ],
    ],
    [
      'WaveRole',
      [
        ...reading('ldap-bind-password'),
        ...taking('WavesQueue'),
        ...sending('TalkQueue', 'WavesQueue'),
        ...table('BatchGetItem GetItem PutItem UpdateItem', proposals),
        ...queueKey,
        ...tableKey,
      ],
    ],
    [
      'FixRole',
      [
        ...reading('ldap-write-bind-password'),
        ...taking('FixesQueue'),
        ...sending('TalkQueue', 'FixesQueue'),
        ...table('BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem UpdateItem', proposals),
        ...audit,
        ...queueKey,
        ...tableKey,
      ],
    ],
    [
      'SweepRole',
      [
        ...sending('TalkQueue', 'WavesQueue', 'FixesQueue'),
        ...table('UpdateItem', proposals),
        'dynamodb:Query ProposalsTable.Arn/index/due',
        ...audit,
        ...queueKey,
        ...tableKey,
      ],
    ],
  ])('%s', (role, reach) => {
    expect(reachOf(role)).toEqual([...reach].sort());
  });
});

describe('the door', () => {
  test('it cannot queue a change, nor touch a table', () => {
    expect(may('SlackRole', 'sqs:SendMessage', 'ChecksQueue.Arn')).toBe(true);
    expect(may('SlackRole', 'sqs:SendMessage', 'FixesQueue.Arn')).toBe(false);
    expect(may('SlackRole', 'sqs:ReceiveMessage', 'TalkQueue.Arn')).toBe(false);
    expect(may('SlackRole', 'dynamodb:GetItem', 'ProposalsTable.Arn', row('proposal#1'))).toBe(false);
    expect(may('SlackRole', 'kms:Decrypt', 'DataKey.Arn', via('dynamodb'))).toBe(false);
  });
});

describe('secrets', () => {
  test.each([
    ['slack-signing-secret', ['SlackRole']],
    ['slack-bot-token', ['SlackRole', 'TalkRole']],
    ['ldap-bind-password', ['CheckRole', 'WaveRole']],
    ['ldap-write-bind-password', ['FixRole']],
  ])('%s is read and decrypted by %j alone', (name, roles) => {
    expect(whoMay('ssm:GetParameters', secret(name))).toEqual(roles);
    expect(whoMay('kms:Decrypt', 'SecretsKey.Arn', decrypting(name))).toEqual(roles);
  });

  test('talk reads no password of the directory, and check no secret of Slack', () => {
    for (const name of ['ldap-bind-password', 'ldap-write-bind-password'])
      expect(may('TalkRole', 'ssm:GetParameters', secret(name))).toBe(false);
    for (const name of ['slack-signing-secret', 'slack-bot-token', 'ldap-write-bind-password'])
      expect(may('CheckRole', 'ssm:GetParameters', secret(name))).toBe(false);
    expect(whoMay('ssm:GetParameters', secret('*'))).toEqual([]);
    expect(whoMay('ssm:GetParametersByPath', secret(''))).toEqual([]);
  });

  test.each(['PutParameter', 'DeleteParameter', 'LabelParameterVersion', 'AddTagsToResource'])(
    'nobody may ssm:%s, so no function can plant a secret of its own',
    (action) => {
      for (const name of ['slack-signing-secret', 'slack-bot-token', 'ldap-bind-password', 'ldap-write-bind-password'])
        expect(whoMay(`ssm:${action}`, secret(name))).toEqual([]);
    },
  );

  test('the context that one secret was encrypted under opens no other', () => {
    const bound = decrypting('ldap-bind-password');
    expect(whoMay('kms:Decrypt', 'SecretsKey.Arn', bound)).toEqual(['CheckRole', 'WaveRole']);
    expect(whoMay('kms:Decrypt', 'DataKey.Arn', bound)).toEqual([]);
    for (const action of ['Encrypt', 'ReEncryptFrom', 'CreateGrant', 'PutKeyPolicy', 'DisableKey'])
      expect(whoMay(`kms:${action}`, 'SecretsKey.Arn', bound)).toEqual([]);
  });

  test('a secret is decrypted only by way of Parameter Store', () => {
    expect(whoMay('kms:Decrypt', 'SecretsKey.Arn')).toEqual([]);
    expect(whoMay('kms:Decrypt', 'SecretsKey.Arn', via('dynamodb'))).toEqual([]);
  });
});

describe('the record', () => {
  test('nobody changes or deletes what is in the audit chain', () => {
    for (const action of ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLDelete'])
      expect(whoMay(`dynamodb:${action}`, 'AuditTable.Arn')).toEqual([]);
  });

  test('neither does the sweep delete a row of any kind, nor can anybody read a table from end to end', () => {
    for (const key of ['proposal#1', 'check#1', 'lock#a', 'taken#a', 'done#1', 'recipient#1'])
      expect(may('SweepRole', 'dynamodb:DeleteItem', 'ProposalsTable.Arn', row(key))).toBe(false);
    for (const table of ['AuditTable.Arn', 'ProposalsTable.Arn'])
      for (const action of ['Scan', 'ExportTableToPointInTime', 'PartiQLSelect'])
        expect(whoMay(`dynamodb:${action}`, table)).toEqual([]);
    expect(whoMay('dynamodb:BatchGetItem', 'AuditTable.Arn')).toEqual([]);
  });

  test('those who move a proposal, and nobody else, add to the chain', () => {
    expect(whoMay('dynamodb:PutItem', 'AuditTable.Arn')).toEqual(['TalkRole', 'FixRole', 'SweepRole']);
    expect(whoMay('dynamodb:UpdateItem', 'ProposalsTable.Arn', row('proposal#1'))).toEqual([
      'TalkRole',
      'FixRole',
      'SweepRole',
    ]);
  });

  test('only the fix takes and releases locks, and it deletes nothing else', () => {
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('lock#net/po/jdoe'))).toEqual(['FixRole']);
    expect(whoMay('dynamodb:DeleteItem', 'ProposalsTable.Arn', row('lock#net/po/jdoe'))).toEqual(['FixRole']);
    for (const key of ['proposal#1', 'check#1', 'done#1'])
      expect(whoMay('dynamodb:DeleteItem', 'ProposalsTable.Arn', row(key))).toEqual([]);
  });

  test('only talk opens a proposal, the fix but the rows of a plan, and a check cannot pass for one', () => {
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('proposal#row.1.0.0'))).toEqual([
      'TalkRole',
      'FixRole',
    ]);
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('proposal#1'))).toEqual(['TalkRole']);
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('check#1'))).toEqual(['CheckRole']);
  });

  test('a wave is begun by talk, judged by its worker, and the worker changes nothing else', () => {
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('wave#1'))).toEqual(['TalkRole']);
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('wave-survey#1#1#0'))).toEqual(['WaveRole']);
    expect(whoMay('dynamodb:PutItem', 'ProposalsTable.Arn', row('people#1#0'))).toEqual(['CheckRole', 'WaveRole']);
    for (const key of ['proposal#1', 'check#1', 'done#1', 'recipient#1'])
      for (const action of ['PutItem', 'UpdateItem'])
        expect(may('WaveRole', `dynamodb:${action}`, 'ProposalsTable.Arn', row(key))).toBe(false);
    for (const key of ['check#1', 'done#1', 'lock#1'])
      expect(may('WaveRole', 'dynamodb:GetItem', 'ProposalsTable.Arn', row(key))).toBe(false);
  });

  test('nobody is the master of a table, a queue, a key, a log or a function', () => {
    const mastery: [string, string][] = [
      ['dynamodb:DeleteTable', 'AuditTable.Arn'],
      ['dynamodb:UpdateTable', 'AuditTable.Arn'],
      ['dynamodb:UpdateContinuousBackups', 'ProposalsTable.Arn'],
      ['dynamodb:Scan', 'ProposalsTable.Arn'],
      ['sqs:PurgeQueue', 'FixesQueue.Arn'],
      ['kms:ScheduleKeyDeletion', 'DataKey.Arn'],
      ['ssm:PutParameter', secret('ldap-write-bind-password')],
      [
        'logs:DeleteLogStream',
        'arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:/aws/lambda/migcheck-dev-fix:*',
      ],
      ['lambda:InvokeFunction', 'FixLambdaFunction.Arn'],
      ['iam:PassRole', 'FixRole.Arn'],
    ];

    for (const [action, resource] of mastery)
      expect({ action, roles: whoMay(action, resource) }).toEqual({ action, roles: [] });
  });
});

describe('what is allowed is named', () => {
  test('no action has a wildcard, and no resource is everything but for the network interfaces', () => {
    const allowed = ROLES.flatMap((role) => statements(role).filter(({ Effect }) => Effect === 'Allow'));

    expect(allowed.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    const everything = allowed.filter(({ Resource }) => Resource.includes('*'));
    expect(everything.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('ec2:'))).toEqual([]);
  });

  test('only Lambda takes a role, and none has a managed policy or a boundary that widens it', () => {
    for (const role of ROLES) {
      const { AssumeRolePolicyDocument, ...more } = packaged.template.Resources[role]?.Properties ?? {};
      expect(AssumeRolePolicyDocument).toEqual({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      });
      expect(Object.keys(more).sort()).toEqual(['Description', 'Policies']);
    }
  });
});

describe('the network', () => {
  const interfaceOf = (name: string) => ({
    'lambda:SourceFunctionArn': `arn:AWS::Partition:lambda:AWS::Region:AWS::AccountId:function:migcheck-dev-${name}`,
  });

  test('Lambda may place check, wave and fix in the VPC, and their code may not use that right', () => {
    expect(whoMay('ec2:CreateNetworkInterface', '*')).toEqual(['CheckRole', 'WaveRole', 'FixRole']);
    expect(may('WaveRole', 'ec2:CreateNetworkInterface', '*', interfaceOf('wave'))).toBe(false);
    expect(may('CheckRole', 'ec2:CreateNetworkInterface', '*', interfaceOf('check'))).toBe(false);
    expect(may('FixRole', 'ec2:CreateNetworkInterface', '*', interfaceOf('fix'))).toBe(false);
  });

  test('a function writes its own log and no other', () => {
    const log = (name: string) =>
      `arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:/aws/lambda/migcheck-dev-${name}:*`;

    expect(whoMay('logs:PutLogEvents', log('fix'))).toEqual(['FixRole']);
    expect(whoMay('logs:PutLogEvents', log('slack'))).toEqual(['SlackRole']);
  });
});
