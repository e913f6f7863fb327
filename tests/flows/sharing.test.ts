import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { controlsIn, GENERAL, MIGRATION, PARTNERS, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ environment: { POSTOFFICES: 'CORP/PO1,CORP/PO2' } });
}, 60_000);
beforeEach(() => rig.anew());
afterAll(() => rig.close());

describe('Share here', () => {
  test('shows the check to everybody in the channel, without its buttons, and names who shared it', async () => {
    await rig.asks(RILEY, '/migcheck abaker');
    await rig.presses(RILEY, 'share');

    const [shared, ...more] = await rig.sees(SAM, MIGRATION);
    expect(more).toEqual([]);
    expect(shared && wordsIn(shared)).toContain('Alice Baker');
    expect(shared && wordsIn(shared)).toContain(`<@${RILEY}>`);
    expect(shared && controlsIn(shared)).toEqual([]);
  });

  test.each([
    ['where the bot is no member', GENERAL, '/invite @migcheck'],
    ['in a channel shared with another organisation', PARTNERS, 'shared with another organisation'],
  ])('refuses %s, and says so to the one who clicked', async (_, channel, words) => {
    await rig.asks(RILEY, '/migcheck abaker', channel);
    expect(wordsIn(await rig.newest(RILEY))).toContain('Alice Baker');
    await rig.presses(RILEY, 'share');

    expect(await rig.sees(SAM, channel)).toEqual([]);
    expect(wordsIn(await rig.newest(RILEY))).toContain(words);
  });

  test('is shared once though the job is delivered twice', async () => {
    await rig.asks(RILEY, '/migcheck abaker');
    await rig.clicks(RILEY, 'share');
    await rig.queues.settle(rig.workers, { twice: true });

    expect(await rig.sees(SAM, MIGRATION)).toHaveLength(1);
  });
});

describe('POSTOFFICES', () => {
  test('are never used unasked', async () => {
    await rig.asks(RILEY, '/migcheck jdoe');
    expect(wordsIn(await rig.newest(RILEY))).toContain('the MS Mail address is not known');
    expect(controlsIn(await rig.newest(RILEY))).not.toContain('propose');
  });

  test('fill in the field, and the guess is called one', async () => {
    await rig.asks(RILEY, '/migcheck jdoe');
    await rig.presses(RILEY, 'enter-address');
    const modal = JSON.stringify((await rig.modal(RILEY))?.view);
    expect(modal).toContain('"initial_value":"CORP/PO1/JDOE"');
    expect(modal).toContain('guess');

    await rig.closes(RILEY);
    await rig.settle();
    expect(rig.queues.handed.filter(({ body }) => body.includes('examine-again'))).toEqual([]);
  });
});
