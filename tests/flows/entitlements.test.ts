import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { openQueue } from '../../lib/adapters/queue.ts';
import { queuePlace } from '../../lib/adapters/settings.ts';
import { buildBundles, packageFor } from '../support/packaging.ts';
import { withPeople } from '../support/plan/on-stage.ts';
import { crowd } from '../support/plan/proposing.ts';
import { allows, type Request, type Statement, statementsOf } from '../support/policy.ts';
import { neededFor } from '../support/rig/entitlements.ts';
import { AVERY, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type HandlerName, type Rig, startRig } from '../support/rig/rig.ts';

const HANDLERS: readonly HandlerName[] = ['slack', 'talk', 'check', 'wave', 'fix', 'sweep'];
const FIXABLE = '/migcheck jdoe as MS:CORP/PO1/JDOE';
const MINUTE = 60_000;
/** The one person of a plan. */
const PEOPLE = crowd(1);

const Variables = z.object({
  Properties: z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
});
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

let packaged: ReturnType<typeof packageFor>;
let rig: Rig;

/** The settings that the template gives a function; a secret comes under its own name, instead of its parameter's. */
function variablesOf(handler: HandlerName): string[] {
  const { Environment } = Variables.parse(packaged.template.Resources[`${capital(handler)}LambdaFunction`]).Properties;
  return Object.keys(Environment.Variables).map((name) => name.replace(/_PARAMETER$/, ''));
}

beforeAll(async () => {
  buildBundles();
  packaged = packageFor({ LDAP_WRITE_BIND_DN: 'cn=migcheck,cn=FABRIKAM,cn=Admin', APPROVERS: AVERY });
  const variables = Object.fromEntries(HANDLERS.map((name) => [name, variablesOf(name)])) as Record<
    HandlerName,
    string[]
  >;
  // The stand-ins are where they are; on AWS nobody has to be told.
  const places = ['SQS_ENDPOINT', 'DYNAMODB_ENDPOINT', 'SLACK_API_URL', 'POWERTOOLS_LOG_LEVEL', 'LDAP_TLS'];
  for (const name of HANDLERS) variables[name].push(...places);
  // Also a wave of a few people comes in parts.
  const environment = { WAVE_SPLIT: '1' };
  rig = await startRig({ variablesOf: variables, organization: withPeople(PEOPLE), environment });
}, 120_000);
afterAll(async () => {
  rmSync(packaged.folder, { recursive: true, force: true });
  await rig.close();
});

/** All that people can bring about, so that every request any handler makes is among the recorded ones. */
async function everythingHappens(): Promise<void> {
  for (const text of [
    'help',
    'jdoe',
    'nobody',
    '@avery',
    'history jdoe',
    'explain Event ID: 7026 Source: MSExchangeMig',
  ]) {
    await rig.asks(RILEY, `/migcheck ${text}`);
  }
  await rig.presses(RILEY, 'name-recipient');
  await rig.hands(RILEY, { who: 'Chris Taylor', address: 'CORP/PO1/CTAYLOR' });
  await rig.chooses(RILEY, 'choose-recipient', 'ctaylor2');
  await rig.settle();
  await rig.presses(RILEY, 'share');

  for (const decide of ['approve', 'deny', 'wait'] as const) {
    await rig.asks(RILEY, decide === 'approve' ? FIXABLE : '/migcheck hmeyer as MS:CORP/PO1/HMEYER');
    await rig.presses(RILEY, 'propose');
    await rig.presses(SAM, 'approve');
    if (decide === 'approve') await rig.presses(AVERY, 'approve');
    if (decide === 'deny') {
      await rig.presses(AVERY, 'deny');
      await rig.hands(AVERY, { reason: 'No.' });
    }
  }
  await rig.asks(AVERY, '/migcheck pending');
  await rig.asks(RILEY, '/migcheck history me');
  await rig.asks(RILEY, '/migcheck undo jdoe');
  rig.later(9 * 60 * MINUTE);
  await rig.sweeps();

  await rig.asks(RILEY, '/migcheck eivanova as MS:CORP/PO1/EIVANOVA');
  rig.slack.controls.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 1 });
  await rig.presses(RILEY, 'propose');
  rig.ldap.faults.put({ on: 'modify', code: 51 });
  await rig.presses(AVERY, 'approve');
  rig.ldap.faults.put({ on: 'modify', what: 'reset' });
  await wavesHappen();
  rig.later(3 * MINUTE);
  await rig.sweeps();
  rig.later(16 * MINUTE);
  await rig.sweeps();
  await aPlanIsCarriedOut();
}

/** A plan that is handed on from worker to worker, and taken back. */
async function aPlanIsCarriedOut(): Promise<void> {
  const list = await rig.uploads(RILEY, 'night.txt', `${PEOPLE[0]?.ask}\n`);
  await rig.asks(RILEY, '/migcheck wave');
  await rig.hands(RILEY, { list: [list], readers: 'channel' });
  await rig.presses(RILEY, 'propose-plan');
  await rig.clicks(AVERY, 'approve');
  const fixes = rig.workers.fixes as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  let looked = 0;
  const inShort = { getRemainingTimeInMillis: () => (looked++ === 0 ? 59_000 : 90_000) } as Context;
  await rig.queues.settle({ ...rig.workers, fixes: (event) => fixes(event, inShort) });
  // Of a thousand people more, it would be the wave's to look at.
  const all = (await rig.proposals()).filter(({ people, plan }) => people ?? plan);
  for (const { id: proposalId, askedBy: by } of all) {
    const undo = { kind: 'undo', schema: 1, id: `long-${proposalId}`, by, replyTo: { channel: MIGRATION } } as const;
    await openQueue(queuePlace(rig.environment)).send('waves', { ...undo, proposalId });
  }
  await rig.settle();
  await rig.presses(RILEY, 'undo');
}

/** A list, twice; one that is cancelled; and one whose job was lost, which the sweep finds. */
async function wavesHappen(): Promise<void> {
  for (const name of ['first.txt', 'second.txt']) {
    const list = await rig.uploads(RILEY, name, 'jdoe as MS:CORP/PO1/JDOE\nabaker\n');
    await rig.asks(RILEY, '/migcheck wave');
    await rig.hands(RILEY, { list: [list], readers: 'channel' });
  }
  await rig.types(RILEY, '/migcheck wave ou=LONDON,o=FABRIKAM');
  rig.refuse.queues(({ body }) => JSON.stringify(body).includes('judge-wave'));
  await rig.hands(RILEY, { container: 'ou=LONDON,o=FABRIKAM', readers: 'channel' });
  rig.refuse.queues(() => false);
  await rig.settle();
}

type Needed = { readonly by: string; readonly request: Request };
const roleOf = (handler: string): Statement[] => statementsOf(packaged.template.Resources[`${capital(handler)}Role`]);
const once = (lines: readonly string[]): string[] => [...new Set(lines)];

let needed: readonly Needed[];

describe('each handler', () => {
  beforeAll(async () => {
    await everythingHappens();
    const names = {
      [rig.tables.proposalsTable]: 'ProposalsTable',
      [rig.tables.auditTable]: 'AuditTable',
      [rig.queues.urls.talk]: 'TalkQueue',
      [rig.queues.urls.checks]: 'ChecksQueue',
      [rig.queues.urls.waves]: 'WavesQueue',
      [rig.queues.urls.fixes]: 'FixesQueue',
    };
    const recorded = [...rig.recorded.ledger, ...rig.recorded.queues];
    needed = recorded.flatMap((one) => neededFor(one, names).map((request) => ({ by: one.by, request })));
  }, 60_000);

  test('gets along with the settings that it is packaged with', async () => {
    const states = (await rig.proposals()).map(({ state }) => state).sort();
    expect(states).toEqual(['applied', 'applied', 'applied', 'denied', 'expired', 'expired', 'failed', 'open', 'open']);
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(await rig.queues.deadLetters()).toBe(0);
    expect((await rig.sees(SAM, MIGRATION)).map(wordsIn).join()).toContain('Shared by');
  });

  test('keeps no trigger, and hands none on', async () => {
    const triggers = [...rig.slack.workspace.triggers.keys()];
    expect(triggers.length).toBeGreaterThan(20);
    const written = JSON.stringify([rig.queues.handed, await rig.rows(), await rig.records()]);
    expect(triggers.filter((trigger) => written.includes(trigger))).toEqual([]);
  });

  test('keeps no address to answer to in a table', async () => {
    const urls = [...rig.slack.workspace.responseUrls.keys()];
    const written = JSON.stringify([await rig.rows(), await rig.records()]);
    expect(urls.filter((url) => written.includes(url))).toEqual([]);
  });

  test('may do all that it asks of the tables and the queues', () => {
    expect(new Set(needed.map(({ by }) => by))).toEqual(new Set(HANDLERS));
    const refused = needed.filter(({ by, request }) => !allows(roleOf(by), request));
    expect(once(refused.map(({ by, request }) => `${by}: ${JSON.stringify(request)}`))).toEqual([]);
  });

  test('may do nothing with the tables and the queues that it never does', () => {
    const idle = HANDLERS.flatMap((handler) => {
      const done = needed.filter(({ by }) => by === handler).map(({ request }) => request);
      return grantsIn(roleOf(handler))
        .filter((grant) => !done.some((request) => allows([grant], request)))
        .map((grant) => `${handler}: ${JSON.stringify(grant)}`);
    });
    expect(idle).toEqual([]);
  });
});

/** Each allowed action on each resource under each key by itself; what the event source mapping does is not ours, and how tables are kept only the doctor asks. */
const grantsIn = (statements: readonly Statement[]): Statement[] =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource, Condition }) =>
      Action.filter((action) => /^dynamodb:(?!Describe)|^sqs:SendMessage$/.test(action)).flatMap((action) =>
        Resource.flatMap((resource) =>
          conditionsIn(Condition).map((condition) => ({
            Effect: 'Allow' as const,
            Action: [action],
            Resource: [resource],
            Condition: condition,
          })),
        ),
      ),
    );

function conditionsIn(condition: Statement['Condition']): Statement['Condition'][] {
  const keys = condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return keys ? keys.map((key) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [key] } })) : [condition];
}
