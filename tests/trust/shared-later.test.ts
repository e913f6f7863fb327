import { describe, expect, test } from '@jest/globals';
import { AVERY, CASEY, MIGRATION, RILEY, wordsIn } from '../support/rig/people.ts';
import { ADDED, MINUTE, stage } from '../support/rig/stage.ts';

const VALUE = 'migrate:MS:CORP/PO1/JDOE';

describe('a channel that is shared with another organisation after a proposal stands in it', () => {
  const at = stage();

  const shares = (shared: boolean) => {
    at.rig.slack.controls.setShared(MIGRATION, shared);
    at.rig.slack.controls.setMember(MIGRATION, CASEY, shared);
    at.rig.later(2 * MINUTE);
  };
  const direct = async (who: string) =>
    (await at.rig.sees(who)).filter(({ channel }) => channel.startsWith('D')).map(wordsIn);

  test('shows nothing of it from its next change on; those concerned are told directly', async () => {
    await at.proposes();
    expect(await at.card()).toContain(VALUE);
    shares(true);
    await at.rig.presses(AVERY, 'approve');

    expect(at.rig.modifies()).toEqual([ADDED]);
    const read = (await at.rig.sees(CASEY, MIGRATION)).map(wordsIn).join('\n');
    expect(read).toContain('shared with another organisation by now');
    for (const word of [VALUE, 'John Doe', 'cn=jdoe', 'Applied']) expect(read).not.toContain(word);
    for (const who of [RILEY, AVERY]) expect((await direct(who)).join()).toContain('Applied and read back');
    shares(false);
  });

  test('nor does a second look show it there; once the channel is our own again, it does', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    const [card] = await at.cards();
    shares(true);
    if (!card) throw new Error('There is no card');
    await at.rig.clicksOn(RILEY, card, 'refresh');
    await at.rig.settle();
    expect(await at.card()).not.toContain(VALUE);

    shares(false);
    await at.forges('talk', {
      kind: 'refresh',
      schema: 1,
      id: 'once-more',
      by: { enterprise: null, team: 'T0FABRIKAM', user: RILEY },
      replyTo: { channel: MIGRATION },
      proposalId: (await at.proposal()).id,
      ts: card.ts,
    });
    expect(await at.card()).toContain(VALUE);
  });
});
