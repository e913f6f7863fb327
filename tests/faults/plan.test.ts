import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seeded } from '../../infra/bench/timing.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { openArchive } from '../../lib/adapters/ledger/archive.ts';
import { directorySettings } from '../../lib/adapters/settings.ts';
import { verifyAudit } from '../../lib/flows/verify-audit.ts';
import { verifyChain } from '../../lib/migration/audit.ts';
import { ENDED } from '../../lib/migration/proposal.ts';
import type { Finding } from '../../lib/migration/verify/finding.ts';
import { recordsIn } from '../support/ledger-tables.ts';
import { crowd, lackedBy } from '../support/plan/proposing.ts';
import { startStand } from '../support/plan/stand.ts';

/** How often a worker is killed; each time costs a new process. `npm run test:faults` takes PLAN_KILLS=50 as well. */
const KILLS = Number(process.env.PLAN_KILLS ?? 8);
const PEOPLE = crowd(12 * KILLS);
const PLAN = 'plan-1';
const MINUTE = 60_000;

let stand: Awaited<ReturnType<typeof startStand>>;

beforeAll(async () => {
  stand = await startStand(PEOPLE);
}, 120_000);
afterAll(() => stand.close());

const stateNow = async () => (await stand.ledger.proposal(PLAN))?.state ?? 'open';

/** The worker is killed at one call in so many, as it comes, and the queue hands the plan to the next one. */
async function killAgainAndAgain(): Promise<number> {
  const draw = seeded(20_261_128);
  let killed = 0;
  for (let round = 0; killed < KILLS && round < 4 * KILLS && !ENDED.has(await stateNow()); round += 1) {
    const strike = { at: 1 + Math.floor(draw() * 90), when: draw() < 0.5 ? 'before' : 'after' } as const;
    if (await stand.workOn(PLAN, strike)) killed += 1;
    // Long enough for what was interrupted to come to light, or not yet.
    stand.later(draw() < 0.7 ? 16 * MINUTE : 2 * MINUTE);
  }
  return killed;
}

async function toTheEnd(): Promise<void> {
  for (let round = 0; round < 40 && !ENDED.has(await stateNow()); round += 1) {
    await stand.workOn(PLAN);
    stand.later(16 * MINUTE);
  }
}

async function findings(): Promise<readonly Finding[]> {
  const archive = openArchive(stand.tables);
  const found: Finding[] = [];
  for await (const finding of verifyAudit(archive, [])) found.push(finding);
  archive.close();
  return found;
}

test(
  `a plan whose worker is killed ${KILLS} times at random: everybody has the value once, one chain, counts that are right`,
  async () => {
    const drafts = await stand.drafts();
    await stand.approved(PLAN, drafts);

    const killed = await killAgainAndAgain();
    await toTheEnd();

    const plan = await stand.ledger.proposal(PLAN);
    expect({ killed, state: plan?.state, tally: plan?.progress?.tally }).toEqual({
      killed: KILLS,
      state: 'applied',
      tally: { applied: PEOPLE.length },
    });
    const directory = openDirectory(directorySettings(stand.environment, 'read'));
    for (const [index, { fix }] of drafts.entries()) {
      const held = (await directory.read(fix.dn))?.proxies.map(({ type, address }) => `${type}$${address}`) ?? [];
      expect(held.filter((value) => value === lackedBy(index))).toHaveLength(1);
    }
    await directory.close();
    // Never two modifies for one claim; and the directory did one of those for each person, and no more.
    const records = await recordsIn(stand.tables);
    const claims = (dn: string) =>
      records.filter(({ action, recipient }) => action === 'claimed' && recipient.dn === dn);
    for (const { fix } of drafts) {
      const sent = stand.directory.modifies.filter(({ dn }) => dn === fix.dn);
      expect(sent.length).toBeLessThanOrEqual(claims(fix.dn).length);
      expect(sent.filter(({ result }) => result === 0).length).toBeLessThanOrEqual(1);
    }
    expect(verifyChain(records)).toMatchObject({ ok: true });
    expect(await findings()).toEqual([]);
  },
  120_000 + KILLS * 15_000,
);
