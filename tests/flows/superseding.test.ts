import { describe, expect, test } from '@jest/globals';
import { AVERY, controlsIn, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { ADDED, FIXABLE, HOUR, MINUTE, stage } from '../support/rig/stage.ts';

const OTHER = '/migcheck jdoe as MS:CORP/PO1/JOHND';

describe('a second proposal for the same recipient', () => {
  const at = stage();

  test('with another value takes the place of the first, and both cards and the thread say so', async () => {
    await at.proposes();
    await at.proposes(SAM, OTHER);

    const [first, second] = await at.rig.proposals();
    expect([first?.state, second?.state]).toEqual(['superseded', 'open']);
    expect([first?.supersededBy, second?.supersedes]).toEqual([second?.id, first?.id]);
    const [old, anew] = await at.cards();
    expect(old && wordsIn(old)).toContain('Superseded');
    expect(old && controlsIn(old)).toEqual(['refresh']);
    expect(anew && wordsIn(anew)).toContain('migrate$MS:CORP/PO1/JOHND');
    expect(await at.thread()).toEqual([expect.stringMatching(new RegExp(`<@${RILEY}>[\\s\\S]*Superseded`))]);
    const actions = (await at.rig.records()).slice(-3).map(({ action, proposalId }) => [action, proposalId]);
    expect(actions).toEqual([
      ['checked', second?.id],
      ['superseded', first?.id],
      ['proposed', second?.id],
    ]);
  });

  test('a click on the card of the first approves nothing', async () => {
    await at.proposes();
    await at.rig.clicks(AVERY, 'approve');
    await at.rig.asks(SAM, OTHER);
    const clicked = (await at.proposal()).state;
    await at.rig.presses(SAM, 'propose');

    expect(['applied', 'open']).toContain(clicked);
    expect((await at.rig.proposals())[0]?.state).not.toBe('approved');
    expect(at.rig.modifies().length).toBeLessThanOrEqual(1);
  });

  test('with the same value is told that it stands, by whomever it comes, and nothing changes', async () => {
    await at.proposes();
    await at.proposes(SAM, FIXABLE);

    expect(await at.told(SAM)).toContain('It stands proposed');
    expect(await at.states()).toEqual(['open']);
    expect(await at.cards()).toHaveLength(1);
    expect(await at.thread()).toEqual([]);
  });

  test('with the same value, while the first has expired and nobody has swept: the new one stands', async () => {
    await at.proposes();
    at.rig.later(9 * HOUR);
    await at.proposes(SAM, FIXABLE);

    expect(await at.states()).toEqual(['superseded', 'open']);
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
  });

  test.each([
    ['the same value', FIXABLE, 'approved already, and waits to be applied'],
    ['another value', OTHER, 'is approved and under way'],
  ])('with %s, while an approved one waits for the directory, changes nothing', async (_, question, words) => {
    await at.proposes();
    at.rig.ldap.faults.put({ on: 'modify', code: 51 });
    await at.rig.presses(AVERY, 'approve');
    await at.proposes(SAM, question);

    expect(await at.told(SAM)).toContain(words);
    expect(await at.states()).toEqual(['approved']);
    at.rig.later(4 * MINUTE);
    await at.rig.sweeps();
    expect(at.rig.modifies()).toEqual([ADDED, ADDED]);
    expect(await at.states()).toEqual(['applied']);
  });

  test('two at once, with two values: one stands, and the other gave way or was never made', async () => {
    await at.rig.asks(RILEY, FIXABLE);
    await at.rig.asks(SAM, OTHER);
    await Promise.all([at.rig.clicks(RILEY, 'propose'), at.rig.clicks(SAM, 'propose')]);
    await at.rig.queues.settle(at.rig.workers, { most: 10 });

    expect((await at.states()).sort()).toEqual(['open', 'superseded']);
  });

  test('after the first has ended is a proposal of its own, and points to it', async () => {
    await at.proposes();
    await at.takesBack(AVERY, 'deny');
    await at.proposes(SAM, OTHER);

    const [first, second] = await at.rig.proposals();
    expect(second).toMatchObject({ state: 'open', follows: first?.id });
    expect(second).not.toHaveProperty('supersedes');
  });
});

describe('an approval that was half given', () => {
  const at = stage({ APPROVERS: `${AVERY},${SAM}`, APPROVALS_REQUIRED: '2' });

  test('is not carried over to the proposal that takes its place', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await at.proposes(RILEY, OTHER);
    expect((await at.proposal()).approvals).toEqual([]);
    await at.rig.presses(SAM, 'approve');

    expect(await at.states()).toEqual(['superseded', 'open']);
    expect(at.rig.modifies()).toEqual([]);
  });
});
