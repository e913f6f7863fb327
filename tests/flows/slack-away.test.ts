import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../infra/local/slack/faults.ts';
import { AVERY, RILEY, wordsIn } from '../support/rig/people.ts';
import { ADDED, HOUR, MINUTE, stage } from '../support/rig/stage.ts';

const AWAY: Fault = { kind: 'status', status: 503 };
const times = (fault: Fault, count: number): readonly Fault[] => Array.from({ length: count }, () => fault);

/** How often something may be told after it: twice only where Slack did it and we never heard. */
const FAULTS: readonly (readonly [string, readonly Fault[], number])[] = [
  ['answers 503 once', [AWAY], 1],
  ['answers 503 for as long as a job is tried', times(AWAY, 10), 1],
  ['wants us to wait', times({ kind: 'rate-limited', retryAfter: 1 }, 2), 1],
  ['has an internal error, with status 200', times({ kind: 'error', error: 'internal_error' }, 2), 1],
  ['does it, and never answers', [{ kind: 'hang', performed: true }], 2],
];

describe('Slack is away for a moment', () => {
  const at = stage();

  test.each(FAULTS)(
    '%s, as the card is posted',
    async (_, faults, most) => {
      await at.rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
      at.rig.slack.controls.failNext('chat.postMessage', ...faults);
      await at.rig.presses(RILEY, 'propose');
      at.rig.later(2 * MINUTE);
      await at.rig.sweeps();

      expect(await at.card()).toContain('Approval wanted');
      expect((await at.cards()).length).toBeLessThanOrEqual(most);
      await at.rig.presses(AVERY, 'approve');
      expect(await at.card()).toContain('Applied and read back');
      expect((await at.cards()).length).toBeLessThanOrEqual(most);
    },
    60_000,
  );

  test.each(FAULTS)(
    '%s, as the card is changed',
    async (_, faults) => {
      await at.proposes();
      at.rig.slack.controls.failNext('chat.update', ...faults);
      await at.rig.presses(AVERY, 'approve');
      at.rig.later(2 * MINUTE);
      await at.rig.sweeps();

      expect(at.rig.modifies()).toEqual([ADDED]);
      expect(await at.card()).toContain('Applied and read back');
      expect(await at.cards()).toHaveLength(1);
      expect(await at.thread()).toHaveLength(1);
    },
    60_000,
  );

  test.each(FAULTS)(
    '%s, as the requester is told in the thread',
    async (_, faults, most) => {
      await at.proposes();
      at.rig.slack.controls.failNext('chat.postMessage', ...faults);
      await at.rig.presses(AVERY, 'approve');
      at.rig.later(2 * MINUTE);
      await at.rig.sweeps();

      const thread = await at.thread();
      expect(thread.length).toBeGreaterThanOrEqual(1);
      expect(thread.length).toBeLessThanOrEqual(most);
      for (const note of thread) expect(note).toContain('Applied and read back');
      expect(await at.cards()).toHaveLength(1);
    },
    60_000,
  );

  test('a click whose answer does not get through at first is answered, and done once', async () => {
    await at.proposes();
    at.rig.slack.controls.failNext('response_url', AWAY, AWAY, AWAY);
    await at.rig.presses(RILEY, 'approve');
    expect(await at.told()).toContain('Nobody approves their own proposal');
    const away = (await at.rig.records()).filter(({ action }) => action === 'turned-away').slice(-2);
    expect(new Set(away.map(({ jobId }) => jobId)).size).toBe(away.length);
  });
});

describe('Slack is away for hours', () => {
  const at = stage();

  test('what was approved meanwhile is done, and told within half an hour of its coming back', async () => {
    await at.proposes();
    const { faults } = at.rig.slack.workspace;
    for (const method of ['chat.update', 'chat.postMessage'])
      at.rig.slack.controls.failNext(method, ...times(AWAY, 999));
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
    for (let hour = 0; hour < 2; hour += 1) {
      at.rig.later(HOUR);
      await at.rig.sweeps();
    }
    expect(await at.card()).not.toContain('Applied');
    faults.clear();
    at.rig.later(31 * MINUTE);
    await at.rig.sweeps();

    expect(await at.card()).toContain('Applied and read back');
    expect(await at.thread()).toHaveLength(1);
    at.rig.later(24 * HOUR);
    expect(await at.rig.sweeps()).toEqual({ due: 0 });
  }, 120_000);

  test('an old proposal whose outcome is new is told as soon as one that was just made', async () => {
    await at.proposes();
    at.rig.later(7 * HOUR);
    await at.rig.sweeps();
    for (const method of ['chat.update', 'chat.postMessage'])
      at.rig.slack.controls.failNext(method, ...times(AWAY, 999));
    await at.rig.presses(AVERY, 'approve');
    at.rig.later(2 * MINUTE);
    await at.rig.sweeps();
    at.rig.slack.workspace.faults.clear();
    at.rig.later(3 * MINUTE);
    await at.rig.sweeps();

    expect(await at.card()).toContain('Applied and read back');
  }, 60_000);

  test('a token that was revoked: nothing is lost, and it is told with the new one', async () => {
    await at.proposes();
    const revoked = times({ kind: 'error', error: 'token_revoked' }, 99);
    for (const method of ['chat.update', 'chat.postMessage']) at.rig.slack.controls.failNext(method, ...revoked);
    await at.rig.presses(AVERY, 'approve');
    at.rig.later(HOUR);
    await at.rig.sweeps();
    const { told, version, state } = await at.proposal();
    expect(state).toBe('applied');
    expect(told.version).toBeLessThan(version);
    at.rig.slack.workspace.faults.clear();
    at.rig.later(HOUR);
    await at.rig.sweeps();

    expect(await at.card()).toContain('Applied and read back');
    expect((await at.cards()).map(wordsIn)).toHaveLength(1);
  }, 60_000);
});
