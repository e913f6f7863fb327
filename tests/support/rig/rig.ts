import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { jest } from '@jest/globals';
import { startDynamo } from '../../../infra/local/dynamodb.ts';
import { startGateway } from '../../../infra/local/gateway.ts';
import { type Ldap, type LdapOptions, startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { served } from '../../../infra/local/sample/organization.ts';
import { startSlack } from '../../../infra/local/slack/start.ts';
import { awsSettings } from '../../../lib/adapters/aws.ts';
import { type AuditRecord, verifyChain } from '../../../lib/migration/audit.ts';
import type { Proposal } from '../../../lib/migration/proposal.ts';
import { newTables, recordsIn } from '../ledger-tables.ts';
import { peopleOf } from './people.ts';
import { startQueues, type Workers, type WorkOptions } from './queues.ts';
import { startRecordingProxy } from './recording-proxy.ts';

export const SECRET = 'a-signing-secret';
export const TOKEN = 'xoxb-a-bot-token';

export type HandlerName = 'slack' | 'talk' | 'check' | 'fix' | 'sweep';
type Environment = Readonly<Record<string, string>>;

export type RigOptions = WorkOptions & {
  /** Settings over those of the rig; an empty one is as if it were not set. */
  readonly environment?: Environment;
  readonly ldap?: Partial<LdapOptions>;
  /** LDAPS instead of plain LDAP; the server needs keys for it. */
  readonly secureLdap?: boolean;
  /** The only variables that each handler gets to see when it first opens its parts. */
  readonly variablesOf?: Readonly<Record<HandlerName, readonly string[]>>;
};

const ours = { ...process.env };

const manifest = () => JSON.parse(readFileSync(join(__dirname, '../../../infra/slack-manifest.json'), 'utf8'));

/** The handlers as new: what they keep between invocations starts afresh, with the environment as it is at first use. */
async function freshHandlers() {
  jest.resetModules();
  const [slack, talk, check, fix, sweep] = [
    await import('../../../handlers/slack.ts'),
    await import('../../../handlers/talk.ts'),
    await import('../../../handlers/check.ts'),
    await import('../../../handlers/fix.ts'),
    await import('../../../handlers/sweep.ts'),
  ];
  return { slack: slack.handler, talk: talk.handler, check: check.handler, fix: fix.handler, sweep: sweep.handler };
}

/** The whole bot: its handlers, over sockets to an embedded directory, ledger, queues and Slack. */
export async function startRig(options: RigOptions = {}) {
  let atWork: HandlerName = 'slack';
  const organization = exchange55Organization();
  const directoryOptions: LdapOptions = { ...served(organization), ...options.ldap };
  let ldap: Ldap = await startLdap(directoryOptions);
  const dynamo = await startDynamo();
  const queues = await startQueues();
  const ledgerProxy = await startRecordingProxy(dynamo.endpoint, () => atWork);
  const queueProxy = await startRecordingProxy(queues.endpoint, () => atWork);
  const tables = await newTables(dynamo.endpoint);
  const slack = await startSlack({
    signingSecret: SECRET,
    botToken: TOKEN,
    manifest: manifest(),
    now: () => Date.now(),
  });
  const { reader, writer } = organization.accounts;
  const environment: Environment = {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    LDAP_URL: (options.secureLdap && ldap.secureUrl) || ldap.url,
    LDAP_TLS: 'off',
    LDAP_BIND_DN: reader.names[0] ?? '',
    LDAP_BIND_PASSWORD: reader.password,
    LDAP_WRITE_BIND_DN: writer.names[0] ?? '',
    LDAP_WRITE_BIND_PASSWORD: writer.password,
    DYNAMODB_ENDPOINT: ledgerProxy.endpoint,
    PROPOSALS_TABLE: tables.proposalsTable,
    AUDIT_TABLE: tables.auditTable,
    SQS_ENDPOINT: queueProxy.endpoint,
    TALK_QUEUE_URL: queues.urls.talk,
    CHECKS_QUEUE_URL: queues.urls.checks,
    FIXES_QUEUE_URL: queues.urls.fixes,
    SLACK_API_URL: slack.apiUrl,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: TOKEN,
    APPROVERS: 'U0APPROVE',
    ...options.environment,
  };
  const use = (name: HandlerName) => {
    atWork = name;
    const names = options.variablesOf?.[name] ?? Object.keys(environment);
    const chosen = names.flatMap((variable) =>
      environment[variable] === undefined ? [] : [[variable, environment[variable]]],
    );
    for (const variable of Object.keys(process.env)) if (!(variable in ours)) delete process.env[variable];
    Object.assign(process.env, ours, Object.fromEntries(chosen));
  };
  use('slack');
  const handlers = await freshHandlers();
  const as =
    <Arguments extends unknown[], Result>(name: HandlerName, handler: (...given: Arguments) => Result) =>
    (...given: Arguments): Result => {
      use(name);
      return handler(...given);
    };
  const gateway = await startGateway(as('slack', handlers.slack));
  slack.controls.sendEventsTo(gateway.url);
  const workers: Workers = {
    talk: as('talk', handlers.talk),
    checks: as('check', handlers.check),
    fixes: as('fix', handlers.fix),
  };
  const client = new DynamoDBClient(awsSettings(dynamo, { requestTimeout: 5000, maxAttempts: 3 }));
  const people = peopleOf(slack);
  let requestsBefore = 0;

  const rig = {
    ...people,
    slack,
    organization,
    environment,
    queues,
    workers,
    tables: { ...tables, ...queues.urls },
    get ldap() {
      return ldap;
    },
    /** What was asked of the ledger and of the queues, and by which handler. */
    recorded: { ledger: ledgerProxy.seen, queues: queueProxy.seen },
    settle: () => queues.settle(workers, options),
    /** A person types a command, and everything that follows from it is done. */
    async asks(who: string, text: string, channel?: string) {
      const felt = await people.types(who, text, channel);
      await rig.settle();
      return felt;
    },
    async presses(who: string, actionId: string) {
      const felt = await people.clicks(who, actionId);
      await rig.settle();
      return felt;
    },
    async hands(who: string, fields: Readonly<Record<string, string>>) {
      const felt = await people.submits(who, fields);
      await rig.settle();
      return felt;
    },
    /** The schedule's function, and everything that follows. */
    async sweeps() {
      const result = await as('sweep', handlers.sweep)();
      await rig.settle();
      return result;
    },
    /** Moves the clock of the bot and of Slack; from the first call on it stands still otherwise. */
    later(milliseconds: number) {
      const at = Date.now() + milliseconds;
      jest.useFakeTimers({
        doNotFake: [
          'hrtime',
          'nextTick',
          'performance',
          'queueMicrotask',
          'setImmediate',
          'clearImmediate',
          'setInterval',
          'clearInterval',
          'setTimeout',
          'clearTimeout',
        ],
      });
      jest.setSystemTime(at);
    },
    async directoryGoesDown() {
      await ldap.close();
    },
    /** Comes back at its place, with the sample organisation as new. */
    async directoryComesBack() {
      requestsBefore = 0;
      ldap = await startLdap({ ...directoryOptions, port: Number(new URL(environment.LDAP_URL ?? '').port) });
    },
    /** Everything in the proposals table. */
    async rows(): Promise<readonly Record<string, unknown>[]> {
      const { Items = [] } = await client.send(
        new ScanCommand({ TableName: tables.proposalsTable, ConsistentRead: true }),
      );
      return Items.map((item) => unmarshall(item));
    },
    /** The proposals, oldest first. */
    async proposals(): Promise<readonly Proposal[]> {
      const rows = (await rig.rows()).filter(({ pk }) => String(pk).startsWith('proposal#'));
      const proposals = rows.map(
        ({ body, card }): Proposal => ({ ...JSON.parse(String(body)), ...(card ? { card } : {}) }),
      );
      return proposals.sort((a, b) => a.askedAt.localeCompare(b.askedAt));
    },
    records: (): Promise<AuditRecord[]> => recordsIn(tables),
    chain: async () => verifyChain(await rig.records()),
    dnOf: (alias: string): string => `cn=${alias},cn=Recipients,ou=LONDON,o=FABRIKAM`,
    /** The proxy addresses that an object holds now. */
    held: (alias: string): readonly string[] => ldap.values(rig.dnOf(alias), 'otherMailbox').map(String),
    /** Every modify that the directory was sent, as `how attribute value`. */
    modifies: (): string[] =>
      ldap.requests
        .slice(requestsBefore)
        .flatMap((request) =>
          request.kind === 'modify'
            ? request.changes.map(({ how, attribute, values }) => `${how} ${attribute} ${values.join('|')}`)
            : [],
        ),
    /** Everything as it was at the start, but for the clock and the audit chain, which goes on. */
    async anew() {
      for (const { pk } of await rig.rows()) {
        await client.send(new DeleteItemCommand({ TableName: tables.proposalsTable, Key: { pk: { S: String(pk) } } }));
      }
      ldap.faults.clear();
      for (const entry of organization.entries) ldap.put(entry);
      requestsBefore = ldap.requests.length;
      slack.workspace.messages = [];
      slack.workspace.views.clear();
      slack.workspace.faults.clear();
    },
    async close() {
      jest.useRealTimers();
      client.destroy();
      await Promise.all([gateway.close(), slack.close(), ldap.close(), ledgerProxy.close(), queueProxy.close()]);
      await queues.close();
      await dynamo.close();
    },
  };
  return rig;
}

export type Rig = Awaited<ReturnType<typeof startRig>>;
