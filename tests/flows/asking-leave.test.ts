import { afterEach, describe, expect, test } from '@jest/globals';
import { AVERY, CASEY, controlsIn, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { ADDED, FIXABLE, MINUTE, stage } from '../support/rig/stage.ts';

const PASTE = 'Event ID: 7026\nSource: MSExchangeMig\nDescription: Migration Aborted due to Mapi logon failure.';
const REFUSED = 'not among those who may ask (REQUESTERS)';

describe('REQUESTERS that names a person', () => {
  const at = stage({ REQUESTERS: RILEY });

  test('that person asks, proposes, and takes back', async () => {
    await at.proposes();
    await at.takesBack(RILEY, 'cancel');
    expect(await at.states()).toEqual(['cancelled']);
  });

  test.each([
    ['a check', FIXABLE],
    ['an event', `/migcheck explain ${PASTE}`],
    ['a history', '/migcheck history jdoe'],
    ['an undo', '/migcheck undo jdoe'],
    ['a check of somebody mentioned', `/migcheck <@${RILEY}>`],
  ])('nobody else asks for %s, and is told so', async (_, command) => {
    await at.rig.asks(SAM, command);
    expect(await at.told(SAM)).toContain(REFUSED);
    expect(at.rig.queues.handed.filter(({ queue, body }) => queue === 'checks' && body.includes(SAM))).toEqual([]);
  });

  test.each([
    ['a mention', '@migcheck jdoe', MIGRATION],
    ['a mention with an event', `@migcheck ${PASTE}`, MIGRATION],
    ['a direct message', 'jdoe', 'D0STRANGE'],
  ])('nobody else asks by %s', async (_, text, channel) => {
    await at.rig.posts(SAM, text, { channel });
    expect((await at.rig.sees(SAM)).map(wordsIn).join()).toContain(REFUSED);
    expect((await at.rig.sees(SAM)).filter((one) => controlsIn(one).length > 0)).toEqual([]);
  });

  test('nobody else asks by a button on an answer that was shared, or in the form that it opens', async () => {
    await at.rig.asks(RILEY, '/migcheck jdoe');
    await at.rig.presses(RILEY, 'share');
    const shared = (await at.cards()).at(-1);
    if (shared && controlsIn(shared).includes('enter-address')) {
      await at.rig.clicksOn(SAM, shared, 'enter-address');
      await at.rig.hands(SAM, { address: 'CORP/PO1/JDOE' });
      expect(await at.told(SAM)).toContain(REFUSED);
    }
    await at.proposes();
    await at.rig.presses(AVERY, 'deny');
    await at.rig.hands(AVERY, { reason: 'no' });
    await at.rig.asks(RILEY, FIXABLE);
    await at.rig.presses(RILEY, 'propose');
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(SAM, 'undo');
    expect(await at.told(SAM)).toContain(REFUSED);
    expect(await at.states()).toEqual(['denied', 'applied']);
  });

  test('an approver, who may not ask, decides, refreshes and sees what waits', async () => {
    await at.proposes();
    await at.rig.asks(AVERY, '/migcheck pending');
    expect(await at.told(AVERY)).toContain('1 to decide');
    await at.rig.presses(AVERY, 'refresh');
    expect((await at.rig.sees(AVERY)).map(wordsIn).join()).not.toContain(REFUSED);
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
  });
});

describe('REQUESTERS that names a group', () => {
  const at = stage({ REQUESTERS: 'S0MIGADMIN' });
  afterEach(() => at.rig.slack.controls.setGroup('S0MIGADMIN', [AVERY]));

  test('its members ask, others do not', async () => {
    await at.rig.asks(AVERY, FIXABLE);
    expect(controlsIn(await at.rig.newest(AVERY))).toContain('propose');
    await at.rig.asks(RILEY, FIXABLE);
    expect(await at.told()).toContain(REFUSED);
  });

  test('while it cannot be read nobody asks, and that is said', async () => {
    at.rig.later(2 * MINUTE);
    at.rig.slack.controls.failNext('usergroups.users.list', { kind: 'error', error: 'missing_scope' });
    await at.rig.asks(AVERY, FIXABLE);
    expect(await at.told(AVERY)).toContain('cannot be read from Slack now');
  });

  test('whoever left it asks no more, a minute later', async () => {
    await at.rig.asks(AVERY, FIXABLE);
    at.rig.slack.controls.setGroup('S0MIGADMIN', [SAM]);
    at.rig.later(2 * MINUTE);
    await at.rig.presses(AVERY, 'propose');
    expect(await at.told(AVERY)).toContain(REFUSED);
    expect(await at.rig.proposals()).toEqual([]);
  });
});

describe('RATE_LIMIT=3', () => {
  const at = stage({ RATE_LIMIT: '3' });

  test('the fourth question in a minute is left undone with a friendly answer; others and the next minute are not', async () => {
    at.rig.later(MINUTE);
    for (let time = 0; time < 3; time += 1) await at.rig.asks(RILEY, FIXABLE);
    expect(controlsIn(await at.rig.newest(RILEY))).toContain('propose');
    await at.rig.asks(RILEY, FIXABLE);
    expect(await at.told()).toContain('more than 3 in a minute (RATE_LIMIT), so it was left undone. Wait a minute');
    await at.rig.asks(SAM, FIXABLE);
    expect(controlsIn(await at.rig.newest(SAM))).toContain('propose');

    at.rig.later(MINUTE);
    await at.rig.asks(RILEY, FIXABLE);
    expect(controlsIn(await at.rig.newest(RILEY))).toContain('propose');
  });

  test('clicks count as well: a decision too many is not made', async () => {
    at.rig.later(MINUTE);
    await at.proposes();
    for (let time = 0; time < 4; time += 1) await at.rig.presses(SAM, 'approve');
    expect(await at.told(SAM)).toContain('RATE_LIMIT');
    const away = (await at.rig.records()).filter(({ action, proposalId }) => action === 'turned-away' && proposalId);
    expect(away.slice(-4).filter(({ actor }) => actor?.user === SAM)).toHaveLength(3);
  });
});

describe('somebody of another organisation', () => {
  const at = stage();
  afterEach(() => at.rig.slack.controls.setMember(MIGRATION, CASEY, false));

  test.each(['undo', 'refresh'])('does not press %s', async (button) => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    at.rig.slack.controls.setMember(MIGRATION, CASEY, true);
    await at.rig.presses(CASEY, button);

    expect((await at.rig.sees(CASEY)).map(wordsIn).join()).toContain('Only people of the workspace');
    expect(await at.states()).toEqual(['applied']);
  });
});
