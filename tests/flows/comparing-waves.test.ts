import { describe, expect, test } from '@jest/globals';
import { rewrite, takeOut } from '../support/ledger-tables.ts';
import { MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import type { Workers } from '../support/rig/queues.ts';
import type { Recorded } from '../support/rig/recording-proxy.ts';
import { MINUTE, stage } from '../support/rig/stage.ts';
import { userLine, userList } from '../support/waves.ts';

const LIST = userList(userLine('JDOE'), userLine('ABAKER'));

describe('a wave and the one before it', () => {
  const at = stage();
  const handIn = async () => {
    const file = await at.rig.uploads(RILEY, 'pilot.csv', LIST);
    await at.rig.asks(RILEY, '/migcheck wave');
    await at.rig.submits(RILEY, { list: [file], container: '', readers: 'channel' });
  };
  const checked = async (workers: Partial<Workers> = {}) => {
    await handIn();
    await at.rig.queues.settle({ ...at.rig.workers, ...workers });
  };
  /** Of all waves so far the rows in which their people stand, or what they come to. */
  const kept = async (what: 'people' | 'sum'): Promise<readonly string[]> => {
    const keys = (await at.rig.rows()).map(({ pk }) => String(pk)).filter((pk) => pk.startsWith('wave-survey#'));
    return keys.filter((pk) => pk.split('#').at(-2) === (what === 'sum' ? 'all' : '0'));
  };
  const alter = (pk: string) => rewrite(at.rig.tables, pk, { bytes: Buffer.from('x') });
  const lose = (pk: string) => takeOut(at.rig.tables, pk);
  const refuseOnce = (isMeant: (request: Recorded) => boolean) => {
    let isDone = false;
    at.rig.refuse.ledger((request) => {
      const isIt = !isDone && isMeant(request);
      isDone ||= isIt;
      return isIt;
    });
  };
  const card = async (): Promise<string> => {
    const all = (await at.rig.sees(SAM, MIGRATION)).filter(({ onlyFor, threadTs }) => !onlyFor && !threadTs);
    return all.map(wordsIn).at(-1) ?? '';
  };

  test.each([
    ['whose people were altered', 'people', alter],
    ['whose people are gone', 'people', lose],
    ['whose sum was altered', 'sum', alter],
    ['whose sum is gone', 'sum', lose],
  ] as const)('one %s is compared with nothing, and the card says so', async (_, what, harm) => {
    await checked();
    const [row = ''] = await kept(what);
    await harm(row);
    await checked();

    expect(await card()).toContain('Of 2 people the wizard will find');
    expect(await card()).toContain('What has changed since the last time is not known');
    await checked();
    expect(await card()).toContain('person by person');
  });

  test('a worker that dies while it ends a wave is followed by one that ends it, and the next is compared with it', async () => {
    refuseOnce(({ by, operation, body }) => {
      const isWrite = by === 'wave' && operation !== 'GetItem';
      return isWrite && JSON.stringify(body).includes('wave-newest#');
    });
    await checked();
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();
    expect(await card()).toContain('Of 2 people the wizard will find');
    await checked();

    expect(await card()).toContain('person by person');
  });

  test('a ledger that does not answer is asked again, and no earlier wave is taken for unreadable', async () => {
    await checked();
    const [row = ''] = await kept('people');
    refuseOnce(({ by, body }) => by === 'wave' && JSON.stringify(body).includes(row));
    await checked();

    expect(await card()).toContain('person by person');
  });

  test('what was found of the wave itself, and altered before it ended, is told as a failure', async () => {
    await checked();
    const [before] = await kept('people');
    refuseOnce(({ by, body }) => by === 'wave' && JSON.stringify(body).includes('"S":"judged"'));
    await checked({
      waves: async (event) => {
        const response = await at.rig.workers.waves(event);
        for (const row of await kept('people')) if (row !== before) await alter(row);
        return response;
      },
    });

    expect(await card()).toContain('Not checked: pilot.csv');
    expect(await card()).toContain('It failed several times.');
  });
});
