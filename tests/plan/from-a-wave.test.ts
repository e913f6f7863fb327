import { describe, expect, test } from '@jest/globals';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { AVERY, controlsIn, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { stage } from '../support/rig/stage.ts';
import { entriesOfWave, listOfWave } from '../support/waves.ts';

const sample = exchange55Organization();
const on = stage({}, { organization: { ...sample, entries: entriesOfWave(sample, 30) } });

/** Hands the list in, and waits for its card. */
async function handIn(readers = 'channel'): Promise<void> {
  const file = await on.rig.uploads(RILEY, 'night.csv', listOfWave(30));
  await on.rig.asks(RILEY, '/migcheck wave');
  await on.rig.hands(RILEY, { list: [file], container: '', readers });
}

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
