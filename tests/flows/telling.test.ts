import { describe, expect, test } from '@jest/globals';
import { APPROVALS, AVERY, controlsIn, GENERAL, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { MINUTE, stage } from '../support/rig/stage.ts';

describe('NOTIFY', () => {
  const at = stage({ NOTIFY: 'S0MIGADMIN' });

  test('is called in the thread when something waits for a decision, and not for what is decided', async () => {
    await at.proposes();
    const isCalled = async () =>
      (await at.rig.sees(SAM)).filter(({ blocks }) => JSON.stringify(blocks).includes('"usergroup_id":"S0MIGADMIN"'));
    expect((await isCalled()).map(({ threadTs }) => threadTs !== undefined)).toEqual([true]);
    await at.rig.presses(AVERY, 'approve');
    expect(await isCalled()).toHaveLength(1);
  });
});

describe('without NOTIFY', () => {
  const at = stage();

  test('nobody is called for a new proposal: the card alone stands in the channel', async () => {
    await at.proposes();
    expect(await at.thread()).toEqual([]);
    expect(await at.cards()).toHaveLength(1);
  });

  test('the outcome stands on the card and, for the requester, in its thread; in direct messages nothing', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');

    expect(await at.card()).toContain('Applied and read back');
    expect(await at.thread()).toEqual([expect.stringMatching(new RegExp(`<@${RILEY}>[\\s\\S]*Applied and read back`))]);
    expect(await at.rig.sees(RILEY, 'D0REQUEST')).toEqual([]);
  });

  test('*Refresh* makes the card anew from its row, whatever stands in its place', async () => {
    await at.proposes();
    const [card] = await at.cards();
    if (card) card.text = 'spoilt';
    await at.rig.presses(SAM, 'refresh');
    expect(await at.card()).toContain('Approval wanted');
  });

  test('an older card is never left over a newer one by a *Refresh* that took its time', async () => {
    await at.proposes();
    at.rig.slack.controls.failNext('chat.update', { kind: 'slow', milliseconds: 1_500 });
    await at.rig.clicks(SAM, 'refresh');
    const refreshed = at.rig.settle();
    await at.rig.clicks(AVERY, 'approve');
    await Promise.all([refreshed, at.rig.settle()]);

    expect(await at.card()).toContain('Applied and read back');
    expect(await at.buttons()).toEqual(['undo', 'refresh']);
  });

  test('a card that was deleted is posted anew with the next news, and the thread goes on below it', async () => {
    await at.proposes();
    at.rig.slack.workspace.messages = at.rig.slack.workspace.messages.filter(({ blocks }) => {
      return !controlsIn({ blocks }).includes('approve');
    });
    await at.rig.sweeps();
    const { id } = await at.proposal();
    await at.forges('talk', {
      kind: 'decide',
      schema: 1,
      id: 'a click on a card that is gone',
      by: { enterprise: null, team: 'T0FABRIKAM', user: AVERY },
      replyTo: { channel: MIGRATION },
      proposalId: id,
      verdict: 'approve',
    });

    expect(await at.card()).toContain('Applied and read back');
    const [card] = await at.cards();
    expect((await at.rig.sees(SAM)).filter(({ threadTs }) => threadTs).map(({ threadTs }) => threadTs)).toEqual([
      card?.ts,
    ]);
  });
});

describe('a card that Slack posted without telling us', () => {
  const at = stage();
  const twoCards = async () => {
    await at.rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    at.rig.slack.controls.failNext('chat.postMessage', { kind: 'hang', performed: true });
    await at.rig.presses(RILEY, 'propose');
    const cards = await at.cards();
    expect(cards).toHaveLength(2);
    expect((await at.proposal()).cards).toHaveLength(1);
    return cards;
  };

  test('is known from the first click on it: all copies change together', async () => {
    const [unknown] = await twoCards();
    if (unknown) await at.rig.clicksOn(AVERY, unknown, 'approve');
    await at.rig.settle();

    expect((await at.cards()).map((one) => wordsIn(one).includes('Applied and read back'))).toEqual([true, true]);
  }, 30_000);

  test('is made as the others are by a click that came too late', async () => {
    const [unknown, known] = await twoCards();
    if (known) await at.rig.clicksOn(AVERY, known, 'approve');
    await at.rig.settle();
    if (unknown) await at.rig.clicksOn(AVERY, unknown, 'deny');
    await at.rig.hands(AVERY, { reason: 'too late' });

    expect(await at.told(AVERY)).toContain('before you');
    expect((await at.cards()).map((one) => controlsIn(one))).toEqual([
      ['undo', 'refresh'],
      ['undo', 'refresh'],
    ]);
  }, 30_000);
});

describe('with APPROVAL_CHANNEL', () => {
  const at = stage({ APPROVAL_CHANNEL: APPROVALS });
  const direct = async (who: 'D0REQUEST' | 'D0APPROVE' = 'D0REQUEST') =>
    (await at.rig.sees(who === 'D0REQUEST' ? RILEY : AVERY, who)).map(wordsIn);

  test('the requester, who may not see it, is told in a direct message what it came to', async () => {
    await at.proposes(RILEY, undefined, GENERAL);
    expect(await direct()).toEqual([]);
    await at.rig.presses(AVERY, 'approve');

    expect(await direct()).toEqual([expect.stringContaining('Applied and read back')]);
    expect(await at.thread(APPROVALS)).toHaveLength(1);
    expect(await at.rig.sees(SAM, GENERAL)).toEqual([]);
  });

  test('the requester is told that it was denied, and why', async () => {
    await at.proposes();
    await at.takesBack(AVERY, 'deny', 'He leaves on Friday.');
    expect(await direct()).toEqual([expect.stringContaining('He leaves on Friday.')]);
  });

  test('a requester whom Slack does not let us write to is named in the thread, and the matter is closed', async () => {
    await at.proposes();
    const { channels } = at.rig.slack.workspace;
    const own = channels.get('D0REQUEST');
    channels.delete('D0REQUEST');
    at.rig.slack.controls.failNext('chat.postMessage', { kind: 'slow', milliseconds: 1 });
    at.rig.slack.controls.failNext('chat.postMessage', { kind: 'error', error: 'cannot_dm_bot' });
    await at.rig.presses(AVERY, 'approve');
    if (own) channels.set('D0REQUEST', own);

    expect(await at.thread(APPROVALS)).toEqual([expect.stringContaining(`<@${RILEY}>`)]);
    const { told, version } = await at.proposal();
    expect(told.version).toBe(version);
    at.rig.later(10 * MINUTE);
    expect(await at.rig.sweeps()).toEqual({ due: 0 });
  });

  test('a channel that is gone: whoever asked and whoever approved hear of it directly, once', async () => {
    await at.proposes();
    const { channels } = at.rig.slack.workspace;
    const gone = channels.get(APPROVALS);
    await at.rig.clicks(AVERY, 'approve');
    channels.delete(APPROVALS);
    await at.rig.settle();
    at.rig.later(10 * MINUTE);
    await at.rig.sweeps();
    if (gone) channels.set(APPROVALS, gone);

    expect((await at.proposal()).state).toBe('applied');
    for (const who of ['D0REQUEST', 'D0APPROVE'] as const) {
      const words = (await direct(who)).filter((one) => one.includes('Applied and read back'));
      expect(words).toHaveLength(1);
      expect(words[0]).toContain('cannot be used any more (channel_not_found)');
    }
  });
});
