import { describe, expect, test } from '@jest/globals';
import { AVERY, RILEY, SAM } from '../support/rig/people.ts';
import { HOUR, MINUTE, stage } from '../support/rig/stage.ts';

describe('/migcheck pending', () => {
  const at = stage({ APPROVERS: `${AVERY},${SAM}`, SENSITIVE: 'jdoe' });
  const pending = async (who: string) => {
    await at.rig.asks(who, '/migcheck pending');
    return at.told(who);
  };

  test('says so when nothing waits', async () => {
    expect(await pending(AVERY)).toContain('Nothing waits for you.');
  });

  test('lists what the reader may decide, and what they proposed, with how far it is and where it stands', async () => {
    await at.proposes();
    await at.proposes(SAM, '/migcheck hmeyer as MS:CORP/PO1/HMEYER');
    await at.rig.presses(AVERY, 'approve');
    await at.proposes(RILEY, '/migcheck hmeyer as MS:CORP/PO1/HEIDI');
    await at.rig.presses(AVERY, 'cancel');

    const avery = await pending(AVERY);
    expect(avery).toContain('2 to decide, 0 of your own under way');
    expect(avery).toContain('migrate$MS:CORP/PO1/JDOE for John Doe, 0 of 2 approvals, proposed by ');
    expect(await pending(RILEY)).toContain('0 to decide, 2 of your own under way');
    const links = (await at.rig.newest(RILEY)).blocks;
    expect(JSON.stringify(links)).toContain('/archives/C0MIGRATE/p');
  });

  test('what somebody approved already waits for the others', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    expect(await pending(AVERY)).toContain('Nothing waits for you.');
    expect(await pending(SAM)).toContain('1 of 2 approvals');
  });

  test('what is over waits for nobody, before the sweep comes as after it', async () => {
    await at.proposes();
    at.rig.later(9 * HOUR);
    expect(await pending(AVERY)).toContain('Nothing waits for you.');
    await at.rig.sweeps();
    expect(await pending(RILEY)).toContain('Nothing waits for you.');
  });

  test('an approved change that waits for the directory is still under way for its requester', async () => {
    await at.proposes();
    at.rig.ldap.faults.put({ on: 'modify', code: 51 });
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(SAM, 'approve');
    expect(await pending(RILEY)).toContain('Approved, not yet applied');
    at.rig.later(5 * MINUTE);
    await at.rig.sweeps();
    expect(await pending(RILEY)).toContain('Nothing waits for you.');
  });

  test('user groups that cannot be read leave the reader with their own', async () => {
    await at.proposes();
    expect(await pending(RILEY)).toContain('1 of your own');
  });
});
