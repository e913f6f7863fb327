import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { noteFor } from '../../lib/migration/proposal.ts';
import { AVERY, controlsIn, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

let rig: Rig;
const DENIALS = 6;

/** Clicks of somebody who may not decide, as talk records them. */
async function refusedClicks(count: number): Promise<void> {
  const ledger = openLedger(rig.tables, { now: () => new Date().toISOString() });
  const proposal = (await rig.proposals()).at(-1);
  if (!proposal) throw new Error('There is no proposal');
  const actor = { ...proposal.askedBy, user: SAM };
  for (let click = 0; click < count; click += 1) {
    const jobId = `click-${click}`;
    const happened = { action: 'turned-away', actor, jobId, at: new Date().toISOString(), detail: 'approve' } as const;
    await ledger.record(noteFor(proposal, happened), jobId);
  }
}

beforeAll(async () => {
  rig = await startRig({ environment: { RATE_LIMIT: '1000' } });
  for (let count = 0; count < DENIALS; count += 1) {
    await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    await rig.presses(RILEY, 'propose');
    await rig.presses(AVERY, 'deny');
    await rig.hands(AVERY, { reason: `Not the ${count + 1}. time.` });
  }
  await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
  await rig.presses(RILEY, 'propose');
  await rig.presses(AVERY, 'approve');
  await refusedClicks(130);
}, 120_000);
afterAll(() => rig.close());

const newest = async () => {
  const message = await rig.newest(SAM);
  return { words: wordsIn(message), controls: controlsIn(message) };
};

test('any number of refused clicks is one line, and hides no change', async () => {
  await rig.asks(SAM, '/migcheck history jdoe');
  const { words } = await newest();
  expect(words).toContain('130 refused clicks since');
  expect(words.match(/refused click/g)).toHaveLength(1);
  expect(words).toMatch(/applied and read back[\s\S]*migrate:MS:CORP\/PO1\/JDOE/);
});

test('what was written is told with who proposed it and who approved it, and a denial with its reason', async () => {
  await rig.asks(SAM, '/migcheck history jdoe');
  const { words } = await newest();
  expect(words.replaceAll('\n', '')).toContain(
    `applied and read back by migcheck, to add migrate:MS:CORP/PO1/JDOE, proposed by <@${RILEY}>, approved by <@${AVERY}>`,
  );
  expect(words).toContain(`Not the ${DENIALS}. time.`);
});

test('Older leads to the beginning, and every record is told once', async () => {
  await rig.asks(SAM, '/migcheck history jdoe');
  const pages = [await newest()];
  while (pages.at(-1)?.controls.includes('older')) {
    await rig.presses(SAM, 'older');
    pages.push(await newest());
  }
  expect(pages).toHaveLength(2);
  const told = pages.flatMap(({ words }) => [...words.matchAll(/ #(\d+) /g)].map(([, number]) => Number(number)));
  const changes = (await rig.records()).filter(({ action }) => action !== 'turned-away');
  const clicks = (await rig.records()).filter(({ action }) => action === 'turned-away');
  expect(told).toEqual([clicks.at(-1)?.number, ...changes.map(({ number }) => number).reverse()]);
});

test('what I did is paged as well, and is mine alone', async () => {
  await rig.asks(RILEY, '/migcheck history me');
  const message = await rig.newest(RILEY);
  expect(wordsIn(message)).toMatch(/What you did[\s\S]*proposed[\s\S]*checked/);
  expect(wordsIn(message)).not.toContain('denied');
  await rig.asks(SAM, '/migcheck history me');
  expect((await newest()).words).toContain('130 refused clicks since');
});
