import { describe, expect, test } from '@jest/globals';
import { CAUSES_OF_7026 } from '../../lib/events/catalogue.ts';
import { type RankedCause, rankCauses } from '../../lib/events/rank-causes.ts';
import { type Case, examined } from '../support/examinations.ts';
import { JDOE } from '../support/judge.ts';
import { customRecipient, mailbox } from '../support/recipients.ts';

const { handMade, listEdited, converted } = CAUSES_OF_7026;
const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const MS = 'ms:CORP/PO1/JDOE';

const ranked = async (given: Case): Promise<readonly RankedCause[]> =>
  rankCauses(await examined({ observed: true, source: JDOE, ...given }));

const standings = (causes: readonly RankedCause[]) =>
  Object.fromEntries(causes.map(({ cause, standing }) => [cause.title, standing]));

describe('the causes of a real 7026, by what the directory shows', () => {
  test('Q242184: a mailbox made by hand, without the MS address: that comes first', async () => {
    const causes = await ranked({ everybody: [mailbox()] });

    expect(causes[0]).toMatchObject({ cause: handMade, standing: 'likely' });
    expect(standings(causes)).toEqual({
      [handMade.title]: 'likely',
      [listEdited.title]: 'possible',
      [converted.title]: 'ruled out',
    });
  });

  test('Q182665: an edited user list leaves the same traces, and it is said where to look', async () => {
    const edited = (await ranked({ everybody: [mailbox()] })).find(({ cause }) => cause === listEdited);

    expect(edited?.evidence).toMatch(/user list/);
  });

  test('Q183312: the MS address stayed and MIGRATE is missing, as on a converted custom recipient: that comes first', async () => {
    const causes = await ranked({ everybody: [mailbox({ proxies: [MS] })], wizard: '5.5-rtm' });

    expect(causes[0]).toMatchObject({ cause: converted, standing: 'likely' });
  });

  test('Q183312: only the custom recipient is there: its conversion is the one cause left', async () => {
    const causes = await ranked({ everybody: [customRecipient()] });

    expect(standings(causes)).toEqual({
      [converted.title]: 'likely',
      [handMade.title]: 'ruled out',
      [listEdited.title]: 'ruled out',
    });
  });

  test('row 18: a stale MIGRATE proxy is named as what looks right at a glance', async () => {
    const [first] = await ranked({ everybody: [mailbox({ proxies: ['migrate:MS:OLD/PO/JDOE'] })] });

    expect(first).toMatchObject({ cause: handMade, evidence: expect.stringContaining('at a glance') });
  });

  test('without the source address none is ruled out', async () => {
    const everybody = [mailbox()];
    const causes = rankCauses(await examined({ everybody, observed: true }));

    expect(new Set(causes.map(({ standing }) => standing))).toEqual(new Set(['possible']));
  });

  test('row 18: a MIGRATE proxy that nothing confirms rules none out, and is suspected itself', async () => {
    const everybody = [mailbox({ proxies: [MIGRATE] })];
    const [first, ...others] = rankCauses(await examined({ everybody, observed: true, wizard: '5.5-sp1' }));

    expect(first).toMatchObject({ standing: 'likely', cause: { title: expect.stringContaining('another address') } });
    expect(others.map(({ standing }) => standing)).toEqual(['possible', 'possible', 'possible']);
  });
});

describe('a prediction that a real 7026 refutes', () => {
  test('"found by MS": the wizard is older than stated, before everything else (Q183312)', async () => {
    const causes = await ranked({ everybody: [mailbox({ proxies: [MS] })], wizard: '5.5-sp1' });

    expect(causes[0]).toMatchObject({ standing: 'likely', cause: { title: expect.stringContaining('older') } });
    expect(causes[1]).toMatchObject({ cause: converted });
  });

  test('"found by MIGRATE": not the proxy, and the three causes are ruled out (row 13)', async () => {
    const causes = await ranked({ everybody: [mailbox({ proxies: [MIGRATE] })], wizard: '5.5-sp1' });

    expect(causes[0]).toMatchObject({
      standing: 'likely',
      cause: { articles: expect.arrayContaining(['Q199309', 'Q255888']) },
    });
    expect(causes.slice(1).map(({ standing }) => standing)).toEqual(['ruled out', 'ruled out', 'ruled out']);
  });

  test('without a 7026 nothing is refuted', async () => {
    const causes = await ranked({ everybody: [mailbox({ proxies: [MS] })], wizard: '5.5-sp1', observed: false });

    expect(causes).toHaveLength(3);
  });
});
