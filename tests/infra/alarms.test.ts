import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { METRICS } from '../../lib/adapters/metrics.ts';
import { buildBundles, packageFor } from '../support/packaging.ts';

/** As a deployer packages it who wants to be told, and who pays for a door that is kept started. */
const TOLD = { ALARM_EMAIL: 'night@fabrikam.example', DOOR_PROVISIONED_CONCURRENCY: '1' };

let bare: ReturnType<typeof packageFor>;
let told: ReturnType<typeof packageFor>;
beforeAll(() => {
  buildBundles();
  bare = packageFor();
  told = packageFor(TOLD);
}, 120_000);
afterAll(() => {
  for (const { folder } of [bare, told]) rmSync(folder, { recursive: true, force: true });
});

type Properties = Readonly<Record<string, unknown>>;
const ofType = (type: string): [string, Properties][] =>
  Object.entries(bare.template.Resources).flatMap(([id, { Type, Properties }]) =>
    Type === type ? [[id, Properties]] : [],
  );
const alarms = () => ofType('AWS::CloudWatch::Alarm');
const alarm = (id: string): Properties => {
  const found = alarms().find(([name]) => name === id)?.[1];
  if (!found) throw new Error(`There is no ${id}`);
  return found;
};
const of = (name: string, Value: unknown) => [{ Name: name, Value }];
const functionOf = (name: string) => of('FunctionName', { Ref: `${name}LambdaFunction` });

describe('alarms', () => {
  test('every queue that a job can die on rings with the first dead letter', () => {
    const dead = ofType('AWS::SQS::Queue').flatMap(([, { RedrivePolicy }]) =>
      RedrivePolicy ? [Object(RedrivePolicy).deadLetterTargetArn['Fn::GetAtt'][0]] : [],
    );
    const watched = alarms().flatMap(([, { MetricName, Dimensions }]) =>
      MetricName === 'ApproximateNumberOfMessagesVisible' ? [Object(Dimensions)[0].Value['Fn::GetAtt'][0]] : [],
    );

    expect(dead.length).toBeGreaterThanOrEqual(3);
    expect([...watched].sort()).toEqual([...dead].sort());
    for (const [, properties] of alarms().filter(([id]) => id.endsWith('DeadLetterAlarm')))
      expect(properties).toMatchObject({
        Namespace: 'AWS/SQS',
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      });
  });

  test('a sweep that says nothing for ten minutes rings, and so does one that was never heard of', () => {
    expect(alarm('SweepSilentAlarm')).toMatchObject({
      Namespace: 'migcheck',
      MetricName: 'Due',
      Dimensions: functionOf('Sweep'),
      Statistic: 'SampleCount',
      Period: 60,
      EvaluationPeriods: 10,
      DatapointsToAlarm: 10,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test.each<[string, Properties]>([
    [
      'UnknownTooLongAlarm',
      { MetricName: 'UnknownFor', Statistic: 'Maximum', Threshold: 15 * 60, Dimensions: functionOf('Sweep') },
    ],
    [
      'SlowAcknowledgementAlarm',
      {
        MetricName: 'Latency',
        ExtendedStatistic: 'p99',
        Threshold: 2_000,
        Dimensions: of('ApiId', { Ref: 'HttpApi' }),
      },
    ],
    [
      'DoorFailsAlarm',
      { MetricName: '5xx', Statistic: 'Sum', Threshold: 0, Dimensions: of('ApiId', { Ref: 'HttpApi' }) },
    ],
    ['SignatureFailuresAlarm', { MetricName: 'SignatureFailures', Statistic: 'Sum', Dimensions: functionOf('Slack') }],
  ])('%s rings at its threshold, and not for want of data', (id, expected) => {
    expect(alarm(id)).toMatchObject({ ...expected, TreatMissingData: 'notBreaching', EvaluationPeriods: 1 });
    expect(alarm(id).ComparisonOperator).toMatch(/^GreaterThan/);
  });

  test('a job that is given up rings whichever worker it was', () => {
    const { Metrics } = alarm('JobsGivenUpAlarm');
    const measured = Object(Metrics).flatMap(
      ({ MetricStat }: { MetricStat?: { Metric: object } }) => MetricStat?.Metric ?? [],
    );
    const workers = ofType('AWS::Lambda::EventSourceMapping').map(
      ([, { FunctionName }]) => Object(FunctionName)['Fn::GetAtt'][0],
    );

    expect(measured).toEqual(
      expect.arrayContaining(
        workers.map((Ref) =>
          expect.objectContaining({ MetricName: 'GivenUp', Dimensions: of('FunctionName', { Ref }) }),
        ),
      ),
    );
    expect(workers).toHaveLength(measured.length);
  });

  test('a sum that is filled with zeros looks back for lines that came late', () => {
    const filled = alarms().filter(([, { Metrics }]) => JSON.stringify(Metrics ?? '').includes('FILL('));

    expect(filled.map(([id]) => id)).toEqual(['JobsGivenUpAlarm']);
    for (const [, properties] of filled)
      expect(properties).toMatchObject({
        EvaluationPeriods: 5,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      });
  });

  test('what ours measure is measured by the code', () => {
    for (const [, { Namespace, MetricName }] of alarms())
      if (Namespace === 'migcheck') expect(Object.keys(METRICS)).toContain(MetricName);
  });

  test('each has a chapter in docs/operate.md, and names it', () => {
    const operate = readFileSync(join(__dirname, '../../docs/operate.md'), 'utf8');
    const chapters = alarms().map(([id, { AlarmDescription }]) => {
      const [, chapter = `${id} names no chapter`] = /operate\.md, "([^"]+)"/.exec(String(AlarmDescription)) ?? [];
      return chapter;
    });

    expect(chapters.length).toBeGreaterThanOrEqual(9);
    for (const chapter of chapters) expect(operate).toContain(`\n### ${chapter}\n`);
  });
});

describe('who is told', () => {
  const tells = [{ 'Fn::If': ['SomebodyIsTold', { Ref: 'Alarms' }, { Ref: 'AWS::NoValue' }] }];

  test('every alarm tells the topic that it rings, and that it is over', () => {
    for (const [, { AlarmActions, OKActions }] of alarms()) expect([AlarmActions, OKActions]).toEqual([tells, tells]);
  });

  test('topic and subscription are there only where ALARM_EMAIL names somebody', () => {
    expect(bare.template.Parameters.AlarmEmail?.Default).toBe('');
    expect(told.template.Parameters.AlarmEmail?.Default).toBe('night@fabrikam.example');
    expect(JSON.parse(bare.text).Conditions.SomebodyIsTold).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AlarmEmail' }, ''] }],
    });
    for (const id of ['Alarms', 'AlarmsPolicy'])
      expect(bare.template.Resources[id]).toMatchObject({ Condition: 'SomebodyIsTold' });
    expect(bare.template.Resources.Alarms?.Properties.Subscription).toEqual([
      { Protocol: 'email', Endpoint: { Ref: 'AlarmEmail' } },
    ]);
  });

  test('nobody but CloudWatch publishes there, and for this account alone', () => {
    expect(bare.template.Resources.AlarmsPolicy?.Properties.PolicyDocument).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });
});

describe('the dashboard', () => {
  type Widget = { type: string; properties: { title: string; alarms?: string[]; metrics?: (string | object)[][] } };
  const widgets = (): Widget[] => {
    const [, { DashboardBody } = { DashboardBody: {} }] = ofType('AWS::CloudWatch::Dashboard')[0] ?? [];
    return JSON.parse(Object(DashboardBody)['Fn::Sub']).widgets;
  };

  test('shows every alarm', () => {
    const shown = widgets().flatMap(({ properties }) => properties.alarms ?? []);
    expect(shown.sort()).toEqual(
      alarms()
        .map(([id]) => `\${${id}.Arn}`)
        .sort(),
    );
  });

  test('shows everything that is measured, and nothing that is not', () => {
    const shown = widgets()
      .flatMap(({ properties }) => properties.metrics ?? [])
      .flatMap(([namespace, name]) => (namespace === 'migcheck' ? [name] : []));
    expect([...new Set(shown)].sort()).toEqual(Object.keys(METRICS).sort());
  });
});

describe('a door that is kept started', () => {
  const aliases = (packaged: ReturnType<typeof packageFor>) =>
    Object.values(packaged.template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Alias');

  test('is off by default: it costs money by the hour', () => expect(aliases(bare)).toEqual([]));

  test('is as many as DOOR_PROVISIONED_CONCURRENCY says, and is what the internet reaches', () => {
    expect(aliases(told)).toEqual([
      expect.objectContaining({
        Properties: expect.objectContaining({
          FunctionName: { Ref: 'SlackLambdaFunction' },
          ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
        }),
      }),
    ]);
    const { IntegrationUri } = Object(told.template.Resources.HttpApiIntegrationSlack?.Properties);
    expect(JSON.stringify(IntegrationUri)).toContain('provisioned');
  });
});
