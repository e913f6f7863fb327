import { describe, expect, test } from '@jest/globals';
import { activeDirectoryOrganization } from '../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { openQueue } from '../../lib/adapters/queue.ts';
import { queuePlace } from '../../lib/adapters/settings.ts';
import { concludeWave } from '../../lib/flows/judge-wave/conclude.ts';
import type { Ledger, Waves } from '../../lib/ports.ts';
import { AVERY, controlsIn, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import type { Workers } from '../support/rig/queues.ts';
import { stage } from '../support/rig/stage.ts';
import { entriesOfWave, listOfWave } from '../support/waves.ts';

const sample = exchange55Organization();
const on = stage({}, { organization: { ...sample, entries: entriesOfWave(sample, 30) } });

/** Hands the list in, and waits for its card. */
async function handIn(readers = 'channel', who = RILEY, waves = on.rig.workers.waves): Promise<void> {
  const file = await on.rig.uploads(who, 'night.csv', listOfWave(30));
  await on.rig.asks(who, '/migcheck wave');
  await on.rig.submits(who, { list: [file], container: '', readers });
  await on.rig.queues.settle({ ...on.rig.workers, waves });
}

/** A worker whose failure nobody hears of. */
const worksOnce: Workers['waves'] = async (event) => {
  await on.rig.workers.waves(event);
  return { batchItemFailures: [] };
};

const planOf = async () => (await on.rig.proposals()).find(({ people }) => people);

describe('the plan of a wave', () => {
  test('has everybody in it who has a safe fix, is approved once, and mends them', async () => {
    await handIn();
    const wave = (await on.cards()).map(wordsIn).join();
    const [, fixes] = /(\d+) can be mended by one safe fix/.exec(wave) ?? [];
    await on.rig.presses(RILEY, 'propose-plan');
    const plan = await planOf();
    expect(plan?.people?.count).toBe(Number(fixes));
    expect(on.rig.modifies()).toEqual([]);
    expect(await on.told()).toContain(`A plan for ${fixes} people is proposed in this channel.`);
    await on.rig.presses(AVERY, 'approve');

    expect(await planOf()).toMatchObject({ state: 'applied', progress: { tally: { applied: Number(fixes) } } });
    expect(on.rig.modifies()).toHaveLength(Number(fixes));
    await on.rig.presses(RILEY, 'check-wave-again');
    const again = (await on.cards()).map(wordsIn).at(-1) ?? '';
    expect(again).toContain(`${fixes} mended`);
    const newest = (await on.cards()).at(-1);
    expect(newest ? controlsIn(newest) : []).not.toContain('propose-plan');
  });

  test('looks again: who was mended or changed meanwhile is left out, and that is said', async () => {
    await handIn();
    on.rig.ldap.remove('cn=w2,cn=Recipients,ou=LONDON,o=FABRIKAM');
    const before = (await on.cards()).map(wordsIn).join();
    const [, fixes] = /(\d+) can be mended by one safe fix/.exec(before) ?? [];
    await on.rig.presses(RILEY, 'propose-plan');

    expect((await planOf())?.people?.count).toBe(Number(fixes) - 1);
    expect(await on.told()).toContain('1 person is left out, since the directory has changed there.');
  });

  test('is proposed once, however often the button is pressed with the same click', async () => {
    await handIn();
    await on.rig.presses(RILEY, 'propose-plan');
    const jobs = on.rig.queues.handed.filter(({ body }) => JSON.parse(body).kind === 'plan');
    const [job] = jobs.slice(-1);
    await on.forges('waves', JSON.parse(job?.body ?? ''));

    expect((await on.rig.proposals()).filter(({ people }) => people)).toHaveLength(1);
  });

  const plans = async () => (await on.rig.proposals()).filter(({ people }) => people);

  test('pressed again while it is open, says which plan stands, where, and who may decide', async () => {
    await handIn();
    await on.rig.presses(RILEY, 'propose-plan');
    await on.rig.presses(SAM, 'propose-plan');

    expect(await plans()).toMatchObject([{ state: 'open' }]);
    const told = await on.told(SAM);
    expect(told).toMatch(/A plan for the same \d+ people stands already\./);
    expect(told).toContain(`<@${RILEY}>`);
    expect(told).toMatch(new RegExp(`Who may approve it:[^A-Z]*<@${AVERY}>`));
    const [plan] = await plans();
    expect(JSON.stringify(await on.rig.newest(SAM))).toContain(plan?.cards[0]?.ts.replace('.', ''));
    // Also for the same people, checked once more.
    await on.rig.presses(RILEY, 'check-wave-again');
    await on.rig.presses(RILEY, 'propose-plan');
    expect(await plans()).toHaveLength(1);
    expect(await on.told()).toContain('stands already');
  });

  test('pressed by two at the same moment, there is one', async () => {
    await handIn();
    await Promise.all([on.rig.clicks(RILEY, 'propose-plan'), on.rig.clicks(SAM, 'propose-plan')]);
    await on.rig.queues.settle(on.rig.workers, { most: 10 });

    expect(await plans()).toMatchObject([{ state: 'open' }]);
    const told = [await on.told(RILEY), await on.told(SAM)];
    expect(told.filter((words) => words.includes('stands already'))).toHaveLength(1);
    expect(told.filter((words) => words.includes('is proposed in this channel'))).toHaveLength(1);
  });

  test('pressed again after the directory has changed, takes the place of the one that is open', async () => {
    await handIn();
    await on.rig.presses(RILEY, 'propose-plan');
    on.rig.ldap.remove('cn=w2,cn=Recipients,ou=LONDON,o=FABRIKAM');
    await on.rig.presses(SAM, 'propose-plan');

    const [first, second] = await plans();
    expect([first?.state, second?.state]).toEqual(['superseded', 'open']);
    expect([first?.supersededBy, second?.supersedes]).toEqual([second?.id, first?.id]);
    expect(second?.people?.count).toBe((first?.people?.count ?? 0) - 1);
    expect(await on.told(SAM)).toContain('It takes the place of the plan that was open');
    // Whoever opened the first was interrupted before it was noted as done, and the job comes again.
    const jobs = on.rig.queues.handed.map(({ body }) => JSON.parse(body));
    const job = jobs.find(({ kind, proposalId }) => kind === 'open-plan' && proposalId === first?.id);
    await on.forges('talk', { ...job, id: `${job.id}:again` });
    expect((await plans()).map(({ state }) => state)).toEqual(['superseded', 'open']);
    expect(await on.told(RILEY)).toContain('It was proposed before; it is superseded.');
    await on.rig.presses(AVERY, 'approve');
    expect((await plans()).map(({ state }) => state)).toEqual(['superseded', 'applied']);
    expect(on.rig.modifies()).toHaveLength(second?.people?.count ?? 0);
  });

  test('pressed again while another is approved, and the directory has changed: nothing is proposed', async () => {
    await handIn();
    await on.rig.presses(RILEY, 'propose-plan');
    await on.rig.clicks(AVERY, 'approve');
    await on.rig.queues.settle(on.rig.workers, { only: ['talk'] });
    on.rig.ldap.remove('cn=w2,cn=Recipients,ou=LONDON,o=FABRIKAM');
    await on.rig.clicks(SAM, 'propose-plan');
    await on.rig.queues.settle(on.rig.workers, { only: ['waves', 'talk'] });

    expect(await plans()).toMatchObject([{ state: 'approved' }]);
    expect(await on.told(SAM)).toContain('Another plan for these people is approved and under way');
    await on.rig.settle();
  });

  test('checked twice, and both ended at the same moment, there is one', async () => {
    on.rig.refuse.ledger(({ by, body }) => by === 'wave' && JSON.stringify(body).includes('"S":"judged"'));
    for (const who of [RILEY, SAM]) await handIn('channel', who, worksOnce);
    on.rig.refuse.ledger(() => false);
    const keys = (await on.rig.rows()).map(({ pk }) => String(pk)).filter((pk) => pk.startsWith('wave#'));
    const [one = '', other = ''] = keys.map((pk) => pk.slice('wave#'.length));
    const deps = { ledger: openLedger(on.rig.tables, systemClock), queue: openQueue(queuePlace(on.rig.environment)) };
    const concludes = (id: string, ledger: Ledger) => concludeWave(id, { ...deps, ledger, clock: systemClock });
    const { waves } = deps.ledger;
    /** The other one ends between the look of this one and its write. */
    const judge: Waves['judge'] = async (...found) => {
      await concludes(other, deps.ledger);
      return waves.judge(...found);
    };
    await concludes(one, { ...deps.ledger, waves: { ...waves, judge } });
    await on.rig.settle();
    for (const button of await on.rig.buttons(SAM, 'propose-plan')) {
      await on.rig.pushes(SAM, button);
      await on.rig.settle();
    }

    expect(await on.rig.buttons(SAM, 'propose-plan')).toHaveLength(2);
    expect(await plans()).toMatchObject([{ state: 'open' }]);
    expect(await on.told(SAM)).toContain('stands already');
  });

  test('is refused where nothing can be seen by anybody else, with what to do instead', async () => {
    await handIn('asker');
    await on.rig.presses(RILEY, 'propose-plan');

    expect(await planOf()).toBeUndefined();
    const told = (await on.rig.sees(RILEY)).map(wordsIn).at(-1);
    expect(told).toContain('In a direct message nobody else could see it.');
  });
});

describe('without an account that writes', () => {
  const readOnly = stage(
    { LDAP_WRITE_BIND_DN: '' },
    { organization: { ...sample, entries: entriesOfWave(sample, 10) } },
  );

  test('no plan is proposed, and the reason is told', async () => {
    const file = await readOnly.rig.uploads(RILEY, 'night.csv', listOfWave(10));
    await readOnly.rig.asks(RILEY, '/migcheck wave', MIGRATION);
    await readOnly.rig.hands(RILEY, { list: [file], container: '', readers: 'channel' });
    const cards = await readOnly.cards(MIGRATION, SAM);
    if (cards.some((card) => controlsIn(card).includes('propose-plan'))) {
      await readOnly.rig.presses(RILEY, 'propose-plan');
      expect(await readOnly.told()).toContain('Nothing can be proposed: there is no write account');
    }
    expect(await readOnly.rig.proposals()).toEqual([]);
  });
});

describe('the plan of a wave in Active Directory', () => {
  const ad = activeDirectoryOrganization();
  const organization = { ...ad, entries: entriesOfWave(ad, 10) };
  const there = stage({}, { organization });

  test('takes the place of one with somebody in it who was moved since, and is looked for by another name', async () => {
    const list = await there.rig.uploads(RILEY, 'night.csv', listOfWave(10));
    await there.rig.asks(RILEY, '/migcheck wave');
    await there.rig.hands(RILEY, { list: [list], container: '', readers: 'channel' });
    await there.rig.presses(RILEY, 'propose-plan');
    const entry = organization.entries.find(({ dn }) => dn.startsWith('CN=Wave Person 2,'));
    if (!entry) throw new Error('Nobody to move');
    there.rig.ldap.remove(entry.dn);
    there.rig.ldap.put({ ...entry, dn: entry.dn.replace('OU=London', 'OU=Madrid') });
    await there.rig.presses(RILEY, 'check-wave-again');
    await there.rig.presses(RILEY, 'propose-plan');
    await there.rig.presses(AVERY, 'approve');

    const [first, second] = (await there.rig.proposals()).filter(({ people }) => people);
    expect([first?.state, second?.state]).toEqual(['superseded', 'applied']);
    expect(second?.people?.count).toBe(first?.people?.count);
    expect(there.rig.modifies()).toHaveLength(second?.people?.count ?? 0);
  });
});
