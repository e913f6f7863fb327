import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalDynamo, startDynamo } from '../../infra/local/dynamodb.ts';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { announceProposal } from '../../lib/flows/announce.ts';
import { announceJob } from '../../lib/job.ts';
import { entryFor, type Proposal } from '../../lib/migration/proposal.ts';
import type { Chat, Ledger } from '../../lib/ports.ts';
import { newTables } from '../support/ledger-tables.ts';
import { APPROVER, proposal } from '../support/proposals.ts';

let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.close());

const PLACE = { channel: 'C-APPROVALS', ts: '1.1' };

/** Takes every message, and says nothing. */
const quiet = {
  isShared: async () => false,
  post: async () => PLACE,
  update: async () => undefined,
  attach: async () => undefined,
} as Pick<Chat, 'isShared' | 'post' | 'update' | 'attach'> as Chat;

async function kept(): Promise<{ ledger: Ledger; open: Proposal }> {
  const ledger = openLedger(await newTables(dynamo.endpoint), systemClock);
  const open = proposal();
  const entry = entryFor(open, { action: 'proposed', actor: open.askedBy, jobId: 'asked', at: open.askedAt });
  await ledger.open({ proposal: open, entries: [entry], live: undefined });
  return { ledger, open };
}

test('what happens right after a teller has looked for the last time is told by them, not a minute later', async () => {
  const { ledger, open } = await kept();
  const policy = { notify: [] };
  const deny = async () => {
    const denied: Proposal = { ...open, state: 'denied', version: 2 };
    const at = systemClock.now();
    await ledger.move(denied, entryFor(denied, { action: 'denied', actor: APPROVER, jobId: 'clicked', at }));
    await announceProposal(announceJob(denied, 'clicked'), { chat: quiet, ledger, policy });
  };
  const looked: string[] = [];
  const giveBack = async (key: string, owner: string) => {
    if (looked.push(key) === 1) await deny();
    await ledger.giveBack(key, owner);
  };

  await announceProposal(announceJob(open, 'asked'), { chat: quiet, ledger: { ...ledger, giveBack }, policy });

  expect((await ledger.proposal(open.id))?.told.version).toBe(2);
});
