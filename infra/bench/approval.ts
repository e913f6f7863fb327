import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { examine } from '../../lib/flows/examine.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import { draftOf, proposalOfDraft } from '../../lib/migration/draft.ts';
import { entryFor } from '../../lib/migration/proposal.ts';
import { programPath } from '../../tests/support/program-path.ts';
import type { Person } from '../local/sample/person.ts';
import { type Bare, openBare } from './approval-by-hand.ts';
import { APPROVER, type Approve, openApproving, REQUESTER } from './approving.ts';
import { personOf, sourceOf } from './crowd.ts';
import { type Parts, withParts } from './parts.ts';
import { comparison, type Row, row, type Section } from './row.ts';
import { interleaved, percentile, timed } from './timing.ts';

const RUNS = 5;
const APPROVALS = 100;
const WARM_UP = 20;
const WORKERS = 8;
/** Approved, claimed and applied: what one approval writes at the least. */
const TRANSACTIONS = 3;
/** As many are worked off by one worker, and by all of them. */
const TOGETHER = 80;

/** People number n*10+5 and on are mailboxes without a trace of MS Mail. */
const lacking = (number: number): Person => personOf(number * 10 + 5);

const crowd = (): readonly Person[] =>
  Array.from({ length: 2 * (WARM_UP + RUNS * APPROVALS) + (WORKERS + 2 * RUNS) * TOGETHER }, (_, number) =>
    lacking(number),
  );

/** From the click on Approve, as it comes out of the queue, to a change that was written, read back and recorded. */
export async function measureApproval(): Promise<Section> {
  const rows = programPath('slapd') && programPath('slapadd') ? await withParts(crowd(), measure) : undefined;
  return {
    title: `An approval, warm: from the click to the verified write, ${APPROVALS} people, median of ${RUNS} runs`,
    baseline: 'the same calls in the same order by bare SDKs and ldapts; then one worker instead of eight',
    rows: rows ?? [{ what: 'approval', notMeasured: 'no slapd' }],
  };
}

/** What talk needs beside the parts. */
const TALK = { SLACK_BOT_TOKEN: 'xoxb-bench', APPROVERS: APPROVER.user, RATE_LIMIT: '100000' };

async function measure({ organization, environment: parts }: Parts): Promise<readonly Row[]> {
  const environment = { ...parts, ...TALK };
  Object.assign(process.env, environment);
  const bare = await openBare(organization, environment);
  const propose = await proposer(environment);
  const crowd = people();
  const work = { crowd, propose, approval: await openApproving(bare.queue) };
  const crew = await hire(environment);
  try {
    await compare({ count: WARM_UP, ...work, bare });
    await crew.together(await proposed(WORKERS * TOGETHER, work));
    const single: Awaited<ReturnType<typeof compare>>[] = [];
    for (let run = 0; run < RUNS; run += 1) single.push(await compare({ count: APPROVALS, ...work, bare }));
    const crowded: Awaited<ReturnType<typeof inParallel>>[] = [];
    for (let run = 0; run < RUNS; run += 1) crowded.push(await inParallel(run, work, crew));
    return rowsOf(single, crowded);
  } finally {
    crew.leave();
    await bare.close();
  }
}

/** Each number once. */
function people() {
  let next = 0;
  return { next: () => next++ };
}

type Propose = (number: number) => Promise<string>;
type Work = { readonly crowd: ReturnType<typeof people>; readonly propose: Propose; readonly approval: Approve };

/** Opens a proposal for one person as a check would have it, and gives its id. */
async function proposer(environment: Record<string, string>): Promise<Propose> {
  const { LDAP_URL = '', LDAP_BIND_DN = '', LDAP_BIND_PASSWORD = '' } = environment;
  const account = { bindDn: LDAP_BIND_DN, password: LDAP_BIND_PASSWORD };
  const place = { urls: [LDAP_URL], tls: 'off', kind: 'auto', migrateTemplate: MIGRATE_TEMPLATE } as const;
  const directory = openDirectory({ ...place, ...account });
  const { DYNAMODB_ENDPOINT: endpoint = '', PROPOSALS_TABLE = '', AUDIT_TABLE = '' } = environment;
  const ledger = openLedger({ endpoint, proposalsTable: PROPOSALS_TABLE, auditTable: AUDIT_TABLE }, systemClock);
  const assumptions = { wizard: '5.5-rtm', template: MIGRATE_TEMPLATE, postOffices: [], canWrite: true } as const;
  return async (number) => {
    const who = { by: 'name', name: lacking(number).alias } as const;
    const asked = { who, wizard: '5.5-rtm', observed: false, source: sourceOf(number * 10 + 5) } as const;
    const examination = await examine(asked, { directory, clock: systemClock, assumptions });
    const draft = draftOf(examination, `bench-${number}`);
    if (!draft) throw new Error(`Nothing is offered for ${who.name}: ${examination.diagnosis.kind}`);
    const now = systemClock.now();
    const needs = { approvals: 1, sensitive: { names: [], places: [] } };
    const place = { askedBy: REQUESTER, askedIn: 'C1', channel: 'C1' };
    const proposal = proposalOfDraft(draft, { id: `bench-${number}`, ...place, now, ttl: 3_600_000, needs });
    const entry = entryFor(proposal, { action: 'proposed', actor: REQUESTER, jobId: 'bench', at: now });
    await ledger.open({ proposal, entries: [entry], live: undefined });
    return proposal.id;
  };
}

async function compare({ count, crowd, propose, approval, bare }: Work & { count: number; bare: Bare }) {
  const ids = await proposed(count, { crowd, propose, approval });
  const others = Array.from({ length: count }, () => crowd.next());
  await Promise.all(others.map((number) => bare.prepare(number)));
  return interleaved(count, {
    ours: (round) => timed(() => approval(ids[round] ?? '')),
    bare: (round) => timed(() => bare.approve(others[round] ?? 0, lacking(others[round] ?? 0))),
  });
}

type Crew = Awaited<ReturnType<typeof hire>>;

/** Workers in processes of their own, as Lambda has them. */
async function hire(environment: Record<string, string>) {
  const script = join(import.meta.dirname, 'approving.ts');
  const workers = Array.from({ length: WORKERS }, () =>
    fork(script, ['work-off'], { env: { ...process.env, ...environment } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  /** Has these proposals approved by some of the workers, each taking the next; how many transactions that took. */
  async function approve(ids: readonly string[], by: readonly ChildProcess[]): Promise<number> {
    const waiting = [...ids];
    const took = await Promise.all(by.map((worker) => takeTurns(worker, waiting)));
    return took.reduce((sum, transactions) => sum + transactions, 0);
  }
  return {
    together: (ids: readonly string[]) => approve(ids, workers),
    /** By one of them, in each run by another: none is warmer than the rest. */
    alone: (ids: readonly string[], run: number) => approve(ids, workers.slice(run % WORKERS, (run % WORKERS) + 1)),
    leave: () => {
      for (const worker of workers) worker.disconnect();
    },
  };
}

/** The worker is given the next proposal once it is done with the one before. */
async function takeTurns(worker: ChildProcess, waiting: string[]): Promise<number> {
  let transactions = 0;
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const [said] = await Promise.all([once(worker, 'message'), worker.send(id)]);
    transactions += said[0].transactions;
  }
  return transactions;
}

async function proposed(count: number, { crowd, propose }: Work): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await propose(crowd.next()));
  return ids;
}

/** The same number of approvals by one worker alone, and by eight beside each other. */
async function inParallel(run: number, work: Work, crew: Crew) {
  const [alone, beside] = [await proposed(TOGETHER, work), await proposed(TOGETHER, work)];
  let transactions = 0;
  const one = await timed(() => crew.alone(alone, run));
  const eight = await timed(async () => {
    transactions = await crew.together(beside);
  });
  return { one, eight, retried: transactions - TRANSACTIONS * TOGETHER };
}

const P50 = { of: 'ratio', most: 1.5 } as const;
const NOT_SLOWER = { of: 'ratio', most: 1 } as const;

function rowsOf(
  single: readonly Readonly<Record<'ours' | 'bare', readonly number[]>>[],
  crowded: readonly { one: number; eight: number; retried: number }[],
): readonly Row[] {
  const at = (share: number) =>
    single.map(({ ours, bare }) => ({ ours: percentile(ours, share), baseline: percentile(bare, share) }));
  return [
    comparison('one worker: p50', at(0.5), P50),
    comparison('one worker: p99', at(0.99)),
    comparison(
      `${TOGETHER} approvals, ${WORKERS} workers against one`,
      crowded.map(({ one, eight }) => ({ ours: eight, baseline: one })),
      NOT_SLOWER,
    ),
    row({
      what: `transactions tried again, of ${TRANSACTIONS * TOGETHER}, ${WORKERS} workers`,
      unit: 'count',
      ours: percentile(
        crowded.map(({ retried }) => retried),
        0.5,
      ),
    }),
  ];
}
