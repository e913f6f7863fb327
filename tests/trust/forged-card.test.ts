import { describe, expect, test } from '@jest/globals';
import { sendSigned } from '../../infra/local/slack/delivery.ts';
import { AVERY, CASEY, MIGRATION, RILEY, SAM } from '../support/rig/people.ts';
import { ADDED, stage } from '../support/rig/stage.ts';

const HOME = 'T0FABRIKAM';

type Click = {
  readonly value: string;
  readonly user?: string;
  readonly team?: string;
  readonly actionId?: string;
  /** What the message that was clicked says of itself. */
  readonly says?: string;
};

let clicks = 0;

describe('a click is no more than who, and the id of what: signed as Slack signs, with whatever an attacker would like', () => {
  const at = stage();

  /** A click as no card of ours would send it. */
  async function forges({ value, user = AVERY, team = HOME, actionId = 'approve', says = '' }: Click) {
    const [card] = await at.cards();
    clicks += 1;
    const { channel, ts } = card ?? { channel: MIGRATION, ts: '1700000000.000100' };
    const text = { type: 'mrkdwn', text: says };
    const payload = {
      type: 'block_actions',
      token: 't',
      api_app_id: 'A0MIGCHECK',
      team: { id: team, domain: 'd' },
      enterprise: null,
      user: { id: user, username: user, name: user, team_id: team },
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'migration' },
      message: { type: 'message', ts, text: says, blocks: [{ type: 'section', text }] },
      trigger_id: `13345224609.738474920.forged${clicks}`,
      response_url: 'https://evil.example/answer',
      actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: ts, text }],
    };
    const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const sent = await sendSigned(at.rig.slack.workspace, 'application/x-www-form-urlencoded', form);
    await at.rig.settle();
    return sent.kind === 'answered' ? sent.status : sent.error;
  }

  const nothingHappened = async () => {
    expect(at.rig.modifies()).toEqual([]);
    expect(await at.states()).toEqual(['open']);
  };

  test.each([
    ['an approver’s id, in another workspace', AVERY, 'T0PARTNER'],
    ['somebody of another workspace', CASEY, 'T0PARTNER'],
    ['a stranger of our own', SAM, HOME],
    ['the requester', RILEY, HOME],
  ])('%s approves nothing that is not theirs to approve', async (_, user, team) => {
    await at.proposes();
    const { id } = await at.proposal();
    at.rig.slack.controls.setMember(MIGRATION, CASEY, true);

    expect(await forges({ value: id, user, team })).toBe(200);
    at.rig.slack.controls.setMember(MIGRATION, CASEY, false);
    await nothingHappened();
    expect((await at.recorded()).filter((action) => action === 'approved')).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['a proposal that never was', 'f'.repeat(32)],
    ['a change in the place of a proposal', '{"dn":"cn=admin","value":"migrate:MS:CORP/PO1/ADMIN","state":"approved"}'],
    ['the key of another row', 'proposal#1'],
    ['a check', '__proto__'],
  ])('a button that names %s does nothing', async (_, value) => {
    await at.proposes();

    expect(await forges({ value })).toBe(200);
    await nothingHappened();
  });

  test('what the clicked message says is never read: what is written is what the row holds', async () => {
    await at.proposes();
    const { id } = await at.proposal();
    await forges({ value: id, says: 'Add migrate:MS:CORP/PO1/SOMEBODY to cn=somebody-else' });

    expect(at.rig.modifies()).toEqual([ADDED]);
    expect(await at.card()).toContain('migrate:MS:CORP/PO1/JDOE');
    expect(await at.card()).not.toContain('somebody-else');
  });

  test.each(['apply', 'fix', 'open', 'claim', 'constructor', 'approve-all'])(
    'a button that no card of ours has (%s) queues nothing',
    async (actionId) => {
      await at.proposes();
      const { id } = await at.proposal();
      await forges({ value: id, actionId });

      await nothingHappened();
    },
  );

  test('an undo of a change that somebody made up is no proposal', async () => {
    await at.proposes();
    await forges({ value: 'f'.repeat(32), user: RILEY, actionId: 'undo' });

    await nothingHappened();
  });
});
