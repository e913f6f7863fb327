import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamo } from '../../../infra/local/dynamodb.ts';
import { startLdap } from '../../../infra/local/ldap/start.ts';
import { type SampleOrganization, served } from '../../../infra/local/sample/organization.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { accountSettings, tableSettings } from '../../../infra/local/settings.ts';
import { sqsRecord } from '../../../infra/local/sqs-event.ts';
import { openLedger } from '../../../lib/adapters/ledger/ledger.ts';
import { decide } from '../../../lib/migration/decide.ts';
import type { Draft } from '../../../lib/migration/draft.ts';
import { entryFor } from '../../../lib/migration/proposal.ts';
import { pagesOf } from '../../../lib/wave/plan/people.ts';
import { planOf } from '../../../lib/wave/plan/plan.ts';
import { Killed, openNursery } from '../faults/child.ts';
import { BEGINNING } from '../faults/clock.ts';
import { type Hands, openGate } from '../faults/gate.ts';
import { forwardTo, startHttpProxy } from '../faults/http-proxy.ts';
import { startLdapProxy } from '../faults/ldap-proxy.ts';
import { openQueues } from '../faults/queues.ts';
import { ledgerRequest, queueRequest } from '../faults/requests.ts';
import { newTables } from '../ledger-tables.ts';
import { programPath } from '../program-path.ts';
import { MIGRATION } from '../rig/people.ts';
import { startSlapd } from '../slapd.ts';
import { withPeople } from './on-stage.ts';
import { draftsFor } from './proposing.ts';

const person = (user: string) => ({ enterprise: null, team: 'T1', user });
export const [ASKER, APPROVER] = [person('U1'), person('U2')];

/** What the gate does at the call that it was set to. */
export type Strike = { readonly at: number; readonly when: 'before' | 'after' };

/** Counts every call to the outside, and strikes at one of them. */
function openCounter() {
  let left = Number.POSITIVE_INFINITY;
  let when: Strike['when'] = 'before';
  const meet = () => {
    left -= 1;
    return left === 0 ? ({ effect: { kind: 'kill' }, when } as const) : undefined;
  };
  return {
    gate: { ...openGate(), meet },
    set: (strike?: Strike) => {
      left = strike?.at ?? Number.POSITIVE_INFINITY;
      when = strike?.when ?? 'before';
    },
  };
}

/** OpenLDAP, or where there is none the embedded directory. */
async function startDirectory(organization: SampleOrganization) {
  if (!programPath('slapd') || !programPath('slapadd')) {
    const ldap = await startLdap(served(organization));
    return { port: ldap.port, stop: () => ldap.close() };
  }
  const slapd = await startSlapd({ ...organization, accounts: Object.values(organization.accounts) });
  return { port: Number(new URL(slapd.url).port), stop: slapd.stop };
}

/** Everything that applies a plan, with workers that can be killed at any call, and a clock. */
export async function startStand(people: readonly Person[]) {
  const organization = withPeople(people);
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-plan-'));
  execFileSync(process.execPath, [join(__dirname, '../races/bundle.ts'), folder]);
  const nursery = openNursery(join(folder, 'worker.cjs'), 2);
  const [server, dynamo] = await Promise.all([startDirectory(organization), startDynamo()]);
  const tables = await newTables(dynamo.endpoint);
  const counter = openCounter();
  let ahead = BEGINNING - Date.now();
  const now = (): number => Date.now() + ahead;
  const clock = { now: () => new Date(now()).toISOString() };
  let worker: Awaited<ReturnType<typeof nursery.take>> | undefined;
  const kill = async () => {
    const victim = worker;
    worker = undefined;
    await victim?.kill();
  };
  const hands: Hands = { gate: counter.gate, kill, wait: () => undefined, meanwhile: () => undefined };
  const queues = openQueues(now);
  const toDynamo = forwardTo(dynamo.endpoint);
  const store = await startHttpProxy({ hands, describe: ledgerRequest, carryOut: toDynamo.carryOut });
  const queue = await startHttpProxy({ hands, describe: queueRequest, carryOut: queues.send });
  const directory = await startLdapProxy(server.port, hands);
  const environment = {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    LDAP_URL: directory.url,
    LDAP_TLS: 'off',
    ...accountSettings(organization),
    ...tableSettings({ ...tables, endpoint: store.url }),
    SQS_ENDPOINT: queue.url,
    TALK_QUEUE_URL: `${queue.url}/000000000000/talk`,
    FIXES_QUEUE_URL: `${queue.url}/000000000000/fixes.fifo`,
  };
  const ledger = openLedger(tables, clock);

  async function seated() {
    worker ??= await nursery.take();
    worker.tell({ kind: 'anew', variables: environment });
    worker.tell({ kind: 'clock', ahead });
    return worker;
  }

  return {
    environment,
    tables,
    ledger,
    directory,
    /** A plan for these people, approved by another person. */
    async approved(id: string, drafts: readonly Draft[]) {
      const pages = pagesOf(drafts);
      const list = await ledger.savePeople(pages);
      const at = clock.now();
      const needs = { approvals: 1, sensitive: { names: [], places: [] }, twoApprovers: 100_000 };
      const place = { askedBy: ASKER, askedIn: MIGRATION, channel: MIGRATION };
      const proposing = { id, ...place, now: at, ttl: 3_600_000, needs };
      const plan = planOf({ list, people: drafts, pages: pages.length }, proposing);
      const proposed = entryFor(plan, { action: 'proposed', actor: ASKER, jobId: `${id}:open`, at });
      await ledger.open({ proposal: plan, entries: [proposed], live: undefined });
      const verdict = { verdict: 'approve', by: APPROVER, at, jobId: `${id}:click` } as const;
      const decision = decide(plan, verdict, { approvers: { users: [APPROVER.user] }, selfApproval: false });
      if (decision.kind !== 'decided') throw new Error('The plan could not be approved');
      const click = { action: 'approved', actor: APPROVER, jobId: verdict.jobId, at } as const;
      await ledger.move(decision.next, entryFor(decision.next, click));
    },
    drafts: () => draftsFor(people, environment),
    /** Hands the plan to a worker, which is killed at the call that is named; true where it was. */
    async workOn(proposalId: string, strike?: Strike): Promise<boolean> {
      const one = await seated();
      counter.set(strike);
      const Body = JSON.stringify({ kind: 'apply', schema: 1, id: `${proposalId}:${now()}`, proposalId });
      const record = sqsRecord({ MessageId: 'apply', Body }, 'arn:aws:sqs:us-east-1:000000000000:fixes');
      await one.call('fix', { Records: [record] }).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      counter.set();
      return worker === undefined;
    },
    later(milliseconds: number) {
      ahead += milliseconds;
    },
    async close() {
      await kill();
      await nursery.close();
      directory.leave();
      await Promise.all([store.close(), queue.close()]);
      toDynamo.close();
      await Promise.all([server.stop(), dynamo.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
