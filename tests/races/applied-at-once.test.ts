import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HUNDRED, proposeForAll, valueFor } from '../support/races/crowd.ts';
import { type Field, startField, TWENTY } from '../support/races/field.ts';
import { MIGRATION, RILEY, wordsIn } from '../support/rig/people.ts';

const VALUE = 'migrate$MS:CORP/PO1/JDOE';
const dnOf = (alias: string): string => `cn=${alias},cn=Recipients,ou=LONDON,o=FABRIKAM`;

let field: Field;

/** The cards of the channel as everybody sees them, oldest first. */
const cards = async () =>
  (await field.sees(RILEY, MIGRATION)).filter(({ threadTs, onlyFor }) => !threadTs && !onlyFor).map(wordsIn);

/** Everybody clicks at the same time, each on proposals of their own. */
async function approveAll() {
  const buttons = await field.buttons(RILEY, 'approve');
  const clicks = buttons.map((button, index) => field.pushes(TWENTY[index % TWENTY.length] ?? '', button));
  expect(await Promise.all(clicks)).toEqual(buttons.map(() => ({ ok: true })));
}

/** Whatever was raced for: the chain is one, no job was given up, nothing is locked for good, and all of it was told. */
async function isInOrder() {
  expect(await field.chain()).toMatchObject({ ok: true });
  expect(await field.deadLetters()).toBe(0);
  expect(field.crew.errors).toEqual([]);
  const locks = (await field.rows()).filter(({ pk, ttl }) => String(pk).startsWith('lock#') && ttl === undefined);
  expect(locks).toEqual([]);
  expect((await field.proposals()).filter(({ told, version }) => told.version !== version)).toEqual([]);
}

/** One address is proposed for two people. */
async function proposeTwice() {
  for (const alias of ['jdoe', 'hmeyer']) {
    await field.types(RILEY, `/migcheck ${alias} as MS:CORP/PO1/JDOE`);
    await field.quiet();
    await field.clicks(RILEY, 'propose');
    await field.quiet();
  }
}

/** One of them got it, the other was refused it, and everybody can read why. */
async function isGivenOnce() {
  expect(field.written().filter((value) => value === VALUE)).toHaveLength(1);
  const proposals = (await field.proposals()).filter(({ fix }) => fix.written === VALUE);
  expect(proposals.map(({ state }) => state).sort()).toEqual(['applied', 'refused']);
  const holder = proposals.find(({ state }) => state === 'applied')?.fix.dn ?? '';
  expect((await cards()).filter((card) => card.includes('Refused: nothing was written'))).toEqual([
    expect.stringContaining(holder),
  ]);
  await isInOrder();
}

describe('proposals that are applied at once on 8 workers', () => {
  beforeAll(async () => {
    field = await startField({ more: HUNDRED });
    await proposeForAll(field.environment);
    await field.quiet();
  }, 120_000);
  afterAll(() => field.close());

  test('100 for 100 people: 100 values, each once, in one unbroken chain; every proposal is applied and told', async () => {
    await approveAll();
    await field.untilEnded();

    expect([...field.written()].sort()).toEqual(HUNDRED.map((_, index) => valueFor(index)).sort());
    const actions = (await field.records()).map(({ action, proposalId }) => `${proposalId} ${action}`);
    const course = ['proposed', 'approved', 'claimed', 'applied'];
    const wanted = HUNDRED.flatMap(({ alias }) => course.map((action) => `race-${alias} ${action}`));
    expect(actions.sort()).toEqual(wanted.sort());
    expect((await cards()).filter((card) => card.includes('Applied and read back'))).toHaveLength(100);
    await isInOrder();
  });

  test('two for one source address and two mailboxes: one value, the other is refused with the name of its holder', async () => {
    await proposeTwice();
    field.crew.hold();
    await approveAll();
    field.crew.go();
    await field.untilEnded();

    await isGivenOnce();
  });
});

describe('two proposals for one source address, applied at once on a directory server each', () => {
  beforeAll(async () => {
    field = await startField({ servers: 2 });
    await proposeTwice();
  }, 120_000);
  afterAll(() => field.close());

  test("which do not know each other's value: the lock that outlives the change keeps them apart", async () => {
    const [first] = await field.proposals();
    field.crew.hold();
    await approveAll();
    // Every second worker asks the one server, the others ask the other.
    field.crew.go(({ Records }) => (Records.some(({ body }) => JSON.parse(body).proposalId === first?.id) ? 0 : 1));
    await field.untilEnded();

    await isGivenOnce();
    expect([dnOf('jdoe'), dnOf('hmeyer')].flatMap(field.held).filter((value) => value === VALUE)).toHaveLength(1);
  });
});
