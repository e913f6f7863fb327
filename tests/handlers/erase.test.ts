import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AVERY, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';
import { inTerminal } from '../support/terminal.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
  await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
  await rig.presses(RILEY, 'propose');
  await rig.presses(SAM, 'approve');
  await rig.presses(AVERY, 'approve');
  await rig.asks(RILEY, '/migcheck undo jdoe');
  await rig.presses(AVERY, 'deny');
  await rig.hands(AVERY, { reason: `Sam (${SAM}) asked me not to.` });
}, 90_000);
afterAll(async () => {
  await rig.close();
});

const audit = (...words: readonly string[]) => inTerminal(['audit', ...words], { env: rig.environment });
const erase = (...words: readonly string[]) => audit('erase', ...words);
/** All that the tables keep, but for what is gone by itself within a day. */
const kept = async () => [await rig.records(), await rig.proposals()];
const words = async () => JSON.stringify(await kept()).toLowerCase();
const findings = async () => JSON.parse((await audit('verify', '--json')).out).findings;

describe('nothing is erased', () => {
  test.each([
    ['nobody', [], 'Name whom to erase'],
    ['a user and a recipient', ['--user', AVERY, '--recipient', 'jdoe'], 'Name whom to erase'],
    ['a name for a user', ['--user', 'avery'], 'Slack user id'],
    ['a name that two have', ['--recipient', 'Peter Smith'], 'Several go by that name. Name one'],
  ])('of %s: exit code 2', async (_, words, said) => {
    const { code, out, err } = await erase(...words);
    expect(err).toContain(said);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test('without a confirmation, which the answer prints; nor with another number', async () => {
    const before = await kept();
    const { code, out } = await erase('--user', SAM);
    expect(out).toContain(`audit erase --user ${SAM} --confirm 3`);
    expect(code).toBe(1);
    expect((await erase('--user', SAM, '--confirm', '2')).out).toContain('3 records would be, and --confirm says 2');
    expect(await kept()).toEqual(before);
  });

  test('of somebody whom nothing names', async () => {
    expect(await erase('--user', 'U0NOBODY', '--confirm', '0')).toMatchObject({
      code: 1,
      out: expect.stringContaining('there is nothing that can be'),
    });
  });
});

describe('whoever is erased', () => {
  test('as a user is in no record and no row, the chain holds, and the erasure is on it', async () => {
    const { length } = await rig.records();
    const { code, out } = await erase('--user', SAM, '--confirm', '3');
    expect(out).toContain(`Record ${length + 1} says so`);
    expect(code).toBe(0);

    expect(await words()).not.toContain(SAM.toLowerCase());
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(await findings()).toEqual([]);
    expect((await audit('verify')).out).toContain('records erased in part');
    expect((await rig.records()).at(-1)).toMatchObject({ action: 'erased', number: length + 1 });
    expect((await audit('export', '--user', SAM)).code).toBe(1);
  });

  test('is told as such in a history, beside everybody else', async () => {
    await rig.asks(RILEY, '/migcheck history jdoe');
    const said = wordsIn(await rig.newest(RILEY));
    expect(said).toContain('somebody (erased)');
    expect(said).toContain(`<@${AVERY}>`);
    expect(said).not.toContain('erased-');
  });

  test('as a recipient is gone by a name alone, once nothing of theirs is open; and can be proposed for again', async () => {
    const dn = rig.dnOf('jdoe');
    await rig.asks(RILEY, '/migcheck undo jdoe');
    const open = (await rig.proposals()).find(({ state }) => state === 'open');
    expect((await erase('--recipient', 'jdoe')).out).toContain(`Nothing was erased: ${open?.id} have not ended`);
    await rig.presses(AVERY, 'approve');

    const [, count] = /--confirm (\d+)/.exec((await erase('--recipient', 'jdoe')).out) ?? [];
    expect(await erase('--recipient', 'jdoe', '--confirm', String(count))).toMatchObject({ code: 0, err: '' });
    const all = await words();
    for (const name of [dn, 'jdoe', 'john doe', 'corp/po1']) expect(all).not.toContain(name.toLowerCase());
    expect(await rig.proposals()).toEqual([]);
    expect(await rig.chain()).toMatchObject({ ok: true });
    expect(await findings()).toEqual([]);

    await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    await rig.presses(RILEY, 'propose');
    await rig.presses(AVERY, 'approve');
    expect((await rig.proposals()).map(({ state }) => state)).toEqual(['applied']);
    expect(await findings()).toEqual([]);
  });
});
