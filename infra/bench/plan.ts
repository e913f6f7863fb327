import { spawnSync } from 'node:child_process';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { directorySettings, ledgerPlace } from '../../lib/adapters/settings.ts';
import { examine } from '../../lib/flows/examine.ts';
import { MIGRATE_TEMPLATE, writeMsAddress } from '../../lib/migration/address.ts';
import { decide } from '../../lib/migration/decide.ts';
import { type Draft, draftOf } from '../../lib/migration/draft.ts';
import { entryFor } from '../../lib/migration/proposal.ts';
import { pagesOf } from '../../lib/wave/plan/people.ts';
import { planOf } from '../../lib/wave/plan/plan.ts';
import { inPool } from '../../lib/wave/plan/pool.ts';
import { programPath } from '../../tests/support/program-path.ts';
import type { SampleOrganization } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';
import { APPROVER, REQUESTER } from './approving.ts';
import { personOf, sourceOf } from './crowd.ts';
import { type Parts, withParts } from './parts.ts';
import { openPlanByHand, type Target } from './plan-by-hand.ts';
import { comparison, type Row, row, type Section } from './row.ts';
import { interleaved, median, timed } from './timing.ts';

const PEOPLE = 1_000;
const WARM_UP = 60;
const RUNS = 5;
const ALLOWED = { of: 'ratio', most: 1.5 } as const;

/** Everybody has a mailbox and no trace of MS Mail; a number is used once. */
const lacking = (index: number): number => index * 10 + 5;
const personAt = (index: number): Person => personOf(lacking(index));

const crowd = (): readonly Person[] =>
  Array.from({ length: 3 * (WARM_UP + RUNS * PEOPLE) }, (_, index) => personAt(index));

/** What 1,000 approved changes take through a plan, from the job that begins it to its end. */
export async function measurePlan(): Promise<Section> {
  const missing = ['slapd', 'slapadd', 'ldapmodify'].find((program) => !programPath(program));
  return {
    title: `A plan for ${PEOPLE} people: claimed, written, read back, recorded; median of ${RUNS} runs`,
    baseline:
      'the same calls, batched the same way, by bare SDKs and ldapts; then plain ldapmodify, which looks at nothing',
    rows: missing ? [{ what: 'plan', notMeasured: `no ${missing}` }] : await withParts(crowd(), measure),
  };
}

async function measure({ organization, environment }: Parts): Promise<readonly Row[]> {
  Object.assign(process.env, environment);
  const { handler } = await import('../../handlers/fix.ts');
  const byHand = await openPlanByHand(environment);
  const plans = plansIn(environment);
  let next = 0;
  const take = (count: number): readonly number[] => Array.from({ length: count }, () => next++);
  const things = (count: number) => ({
    ours: async (): Promise<number> => {
      const id = await plans.approve(take(count));
      const took = await timed(() => carryOut(handler, id));
      await plans.hasEnded(id, count);
      return took;
    },
    byHand: async (): Promise<number> => {
      const pages = pagesOfTargets(take(count).map((index) => targetAt(index, organization)));
      const id = `hand-${next}`;
      await byHand.prepare(id, pages);
      return timed(() => byHand.apply(id, pages, organization.suffix));
    },
    ldapmodify: async (): Promise<number> => {
      const targets = take(count).map((index) => targetAt(index, organization));
      return timed(async () => modifyAll(targets, environment));
    },
  });
  try {
    await interleaved(1, things(WARM_UP));
    const took = await interleaved(RUNS, things(PEOPLE));
    const against = (baseline: readonly number[]) =>
      took.ours.map((ours, run) => ({ ours, baseline: baseline[run] ?? Number.NaN }));
    return [
      comparison(`${PEOPLE} changes, read back and recorded`, against(took.byHand), ALLOWED),
      comparison('  against plain ldapmodify', against(took.ldapmodify)),
      row({ what: '  one change', unit: 'ms', ours: median(took.ours) / PEOPLE }),
    ];
  } finally {
    await byHand.close();
  }
}

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** The job that begins a plan, handed to the worker as the queue would. */
async function carryOut(handler: Handler, proposalId: string): Promise<void> {
  const body = JSON.stringify({ kind: 'apply', schema: 1, id: `${proposalId}:decided`, proposalId });
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: '' };
  const record = {
    ...{ messageId: 'bench', receiptHandle: 'bench', body, messageAttributes: {}, md5OfBody: '' },
    attributes: { ...attributes, ApproximateFirstReceiveTimestamp: '0' },
    ...{ eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench', awsRegion: 'us-east-1' },
  };
  const { batchItemFailures } = await handler({ Records: [record] });
  if (batchItemFailures.length > 0) throw new Error('The worker gave the plan back');
}

const targetAt = (index: number, organization: SampleOrganization): Target => ({
  dn: organization.dnOf(personAt(index)),
  alias: personAt(index).alias,
  address: writeMsAddress(sourceOf(lacking(index))),
});

/** The same pages as a plan has. */
const pagesOfTargets = (targets: readonly Target[]): readonly (readonly Target[])[] => [
  targets.slice(0, 1),
  targets.slice(1, 6),
  ...Array.from({ length: Math.ceil((targets.length - 6) / 24) }, (_, page) =>
    targets.slice(6 + page * 24, 30 + page * 24),
  ),
];

/** Plans as a wave makes them, approved by another person. */
function plansIn(environment: Record<string, string>) {
  const directory = openDirectory(directorySettings(environment, 'read'));
  const ledger = openLedger(ledgerPlace(environment), systemClock);
  const assumptions = { wizard: '5.5-rtm', template: MIGRATE_TEMPLATE, postOffices: [], canWrite: true } as const;
  const draftFor = async (index: number): Promise<Draft> => {
    const who = { by: 'name', name: personAt(index).alias } as const;
    const asked = { who, wizard: '5.5-rtm', observed: false, source: sourceOf(lacking(index)) } as const;
    const examination = await examine(asked, { directory, clock: systemClock, assumptions });
    const draft = draftOf(examination, 'bench');
    if (!draft) throw new Error(`Nothing is offered for ${who.name}: ${examination.diagnosis.kind}`);
    return draft;
  };
  return {
    async approve(indices: readonly number[]): Promise<string> {
      const people = await inPool(indices, 8, draftFor);
      const pages = pagesOf(people);
      const list = await ledger.savePeople(pages);
      const [id, at] = [`bench-${indices[0]}`, systemClock.now()];
      const needs = { approvals: 1, sensitive: { names: [], places: [] }, twoApprovers: 1_000_000 };
      const proposing = { id, askedBy: REQUESTER, askedIn: 'C1', channel: 'C1', now: at, ttl: 3_600_000, needs };
      const plan = planOf({ list, people, pages: pages.length }, proposing);
      const proposed = entryFor(plan, { action: 'proposed', actor: REQUESTER, jobId: id, at });
      await ledger.open({ proposal: plan, entries: [proposed], live: undefined });
      const verdict = { verdict: 'approve', by: APPROVER, at, jobId: `${id}:click` } as const;
      const decision = decide(plan, verdict, { approvers: { users: [APPROVER.user] }, selfApproval: false });
      if (decision.kind !== 'decided') throw new Error('The plan could not be approved');
      const approved = { action: 'approved', actor: APPROVER, jobId: verdict.jobId, at } as const;
      await ledger.move(decision.next, entryFor(decision.next, approved));
      return id;
    },
    /** A plan that was left half-way would be quick. */
    async hasEnded(id: string, count: number): Promise<void> {
      const plan = await ledger.proposal(id);
      if (plan?.progress?.tally.applied !== count)
        throw new Error(`The plan ended as ${JSON.stringify(plan?.progress)}`);
    },
  };
}

/** One process for all of them, as an administrator would have it who looks at nothing and records nothing. */
function modifyAll(targets: readonly Target[], environment: Record<string, string>): void {
  const { LDAP_URL = '', LDAP_WRITE_BIND_DN = '', LDAP_WRITE_BIND_PASSWORD = '' } = environment;
  const input = targets
    .map(({ dn, address }) => `dn: ${dn}\nchangetype: modify\nadd: otherMailbox\notherMailbox: migrate$MS:${address}\n`)
    .join('\n');
  const words = ['-x', '-H', LDAP_URL, '-D', LDAP_WRITE_BIND_DN, '-w', LDAP_WRITE_BIND_PASSWORD];
  const { status, stderr } = spawnSync('ldapmodify', words, { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`ldapmodify failed: ${stderr.slice(0, 300)}`);
}
