import { describe, expect, test } from '@jest/globals';
import { AVERY, controlsIn, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { ADDED, OWN, REMOVED, stage, VALUE } from '../support/rig/stage.ts';

const BOTH = { APPROVERS: `${AVERY},${SAM}` };

describe('a change of ours', () => {
  const at = stage(BOTH);
  const applied = async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
  };

  test('is taken back by the button, once another person has approved that: exactly the value goes', async () => {
    await applied();
    const before = at.rig.held('jdoe');
    await at.rig.presses(RILEY, 'undo');

    expect(await at.card()).toContain('Approval wanted for an undo');
    expect(await at.card()).toContain('- migrate:MS:CORP/PO1/JDOE');
    expect(await at.card()).toContain('an undo no longer helps');
    expect(await at.buttons()).toEqual(['approve', 'deny', 'cancel', 'refresh']);
    expect(at.rig.held('jdoe')).toEqual(before);

    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED, REMOVED]);
    expect(at.rig.held('jdoe')).toEqual([OWN]);
    expect(await at.card()).toContain('Undone and read back');
    const [first] = await at.cards();
    expect(first && wordsIn(first)).toContain('Applied, undone since');
    expect(first && controlsIn(first)).toEqual(['refresh']);
    const [fix, undo] = await at.rig.proposals();
    expect(undo).toMatchObject({ undoes: fix?.id, follows: fix?.id, state: 'applied' });
    expect((await at.rig.records()).at(-1)).toMatchObject({ action: 'applied', change: 'remove' });
  });

  test('is taken back by /migcheck undo NAME', async () => {
    await applied();
    await at.rig.asks(RILEY, '/migcheck undo jdoe');
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.held('jdoe')).toEqual([OWN]);
  });

  test('is taken back by a mention', async () => {
    await applied();
    await at.rig.posts(RILEY, '@migcheck undo jdoe');
    expect(await at.states()).toEqual(['applied', 'open']);
  });

  test('its undo is not approved by whoever asked for it, nor by a stranger', async () => {
    await applied();
    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(RILEY, 'approve');
    expect(await at.told(RILEY)).toContain('Nobody approves their own proposal');
    expect(at.rig.held('jdoe')).toContain(VALUE);
  });

  test("takes two people where it is somebody else's, and says why", async () => {
    await applied();
    await at.rig.presses(SAM, 'undo');
    expect(await at.card()).toContain('0 of 2 approvals.');
    expect(await at.card()).toContain("It takes back somebody else's change.");
    expect(await at.told(SAM)).toContain('takes 2 approvals, and only 1 person may give one');
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.held('jdoe')).toContain(VALUE);
    expect(await at.card()).toContain('1 of 2 approvals.');
  });

  test('asked for twice is one undo, and whoever asks again is told that it stands', async () => {
    await applied();
    await at.rig.clicks(RILEY, 'undo');
    await at.rig.clicks(RILEY, 'undo');
    await at.rig.queues.settle(at.rig.workers, { most: 10 });

    expect(await at.states()).toEqual(['applied', 'open']);
    expect(await at.told(RILEY)).toContain('stands proposed');
  });

  test('the undo is undone: the value is put back, and everybody reads what that is', async () => {
    await applied();
    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(AVERY, 'approve');
    await at.rig.presses(RILEY, 'undo');
    expect(await at.card()).toContain('Approval wanted to put a value back');
    await at.rig.presses(AVERY, 'approve');

    expect(at.rig.modifies()).toEqual([ADDED, REMOVED, ADDED]);
    expect(at.rig.held('jdoe')).toEqual([OWN, VALUE]);
    expect(await at.card()).toContain('Put back and read back');
    expect((await at.cards()).map((one) => wordsIn(one).split('\n')[1])).toEqual([
      '↩️ Applied, undone since: John Doe',
      '↩️ Undone, put back since: John Doe',
      '✅ Put back and read back: John Doe',
    ]);
    await at.rig.asks(SAM, '/migcheck history jdoe');
    expect(await at.told(SAM)).toMatch(/applied and read back[\s\S]*undo: taken away and read back[\s\S]*applied and/);
    expect(await at.states()).toEqual(['applied', 'applied', 'applied']);
  });

  test('is left alone from an older card, once there is a newer change of the same value', async () => {
    await applied();
    await at.rig.clicks(RILEY, 'undo');
    await at.rig.settle();
    await at.rig.presses(AVERY, 'approve');
    const id = (await at.rig.proposals())[0]?.id ?? '';
    await at.forges('checks', {
      kind: 'undo',
      schema: 1,
      id: 'an old click',
      by: { enterprise: null, team: 'T0FABRIKAM', user: RILEY },
      replyTo: { channel: MIGRATION },
      proposalId: id,
    });

    expect(await at.told(RILEY)).toContain('the later change counts');
    expect(await at.states()).toEqual(['applied', 'applied']);
  });

  test.each([
    ['somebody took the value away', { otherMailbox: [OWN] }],
    ['somebody wrote it in another case', { otherMailbox: [OWN, VALUE.toUpperCase()] }],
  ])('is left alone when %s', async (_, changed) => {
    await applied();
    at.johnDoe(changed);
    await at.rig.presses(RILEY, 'undo');

    expect(await at.told(RILEY)).toContain('Somebody else has changed this value since');
    expect(await at.states()).toEqual(['applied']);
  });

  test('is left alone when another object stands at its name', async () => {
    await applied();
    at.johnDoe({ otherMailbox: [OWN, VALUE], 'USN-Created': ['9999'] });
    await at.rig.presses(RILEY, 'undo');
    expect(await at.told(RILEY)).toContain('Another object stands at this name now');
  });

  test('is left alone when the object is gone', async () => {
    await applied();
    at.rig.ldap.remove(at.rig.dnOf('jdoe'));
    await at.rig.presses(RILEY, 'undo');
    expect(await at.told(RILEY)).toContain('The object is gone');
  });

  test('an address that was added beside it since is no hindrance, and is not touched', async () => {
    await applied();
    at.johnDoe({ otherMailbox: [OWN, VALUE, 'smtp$john@fabrikam.example'] });
    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.held('jdoe')).toEqual([OWN, 'smtp$john@fabrikam.example']);
  });

  test('an address that is added between proposal and approval of the undo makes it stale', async () => {
    await applied();
    await at.rig.presses(RILEY, 'undo');
    at.johnDoe({ otherMailbox: [OWN, VALUE, 'smtp$john@fabrikam.example'] });
    await at.rig.presses(AVERY, 'approve');
    expect(await at.states()).toEqual(['applied', 'stale']);
    expect(await at.buttons()).toEqual(['undo', 'refresh']);
    expect(at.rig.held('jdoe')).toContain(VALUE);
  });

  test('the worker is interrupted between removing and writing it down: read, not removed again, and so told', async () => {
    await applied();
    await at.rig.presses(RILEY, 'undo');
    at.losesOutcome();
    await at.rig.presses(AVERY, 'approve');

    expect(await at.states()).toEqual(['applied', 'applied']);
    expect(at.rig.modifies()).toEqual([ADDED, REMOVED]);
    expect(await at.card()).toContain('presumably through it');
  });

  test('once undone, the address is free for somebody else at once', async () => {
    await applied();
    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(AVERY, 'approve');
    await at.proposes(RILEY, '/migcheck hmeyer as MS:CORP/PO1/JDOE');
    await at.rig.presses(AVERY, 'approve');

    expect(await at.states()).toEqual(['applied', 'applied', 'applied']);
    expect(at.rig.held('hmeyer')).toContain(VALUE);
  });

  test('is not put back once somebody else holds the address', async () => {
    await applied();
    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(AVERY, 'approve');
    const other = at.rig.organization.entries.find(({ dn }) => dn === at.rig.dnOf('hmeyer'));
    at.rig.ldap.put({ dn: at.rig.dnOf('hmeyer'), attributes: { ...other?.attributes, otherMailbox: [VALUE] } });
    await at.rig.presses(RILEY, 'undo');

    expect(await at.told(RILEY)).toContain('Somebody else holds the address by now');
    expect(await at.states()).toEqual(['applied', 'applied']);
  });
});

describe('what is no change of ours', () => {
  const at = stage(BOTH);

  test('a value that was there before is not taken away', async () => {
    await at.proposes();
    at.johnDoe({ otherMailbox: [OWN, VALUE] });
    await at.rig.presses(AVERY, 'approve');
    expect(await at.buttons()).toEqual(['refresh']);
    await at.rig.asks(RILEY, '/migcheck undo jdoe');

    expect(await at.told(RILEY)).toContain('migcheck has changed nothing there');
    expect(at.rig.held('jdoe')).toContain(VALUE);
  });

  test.each([
    ['nobody goes by that name', '/migcheck undo nobody', 'Nobody goes by "nobody"'],
    ['several go by that name', '/migcheck undo Chris Taylor', 'Several go by that name'],
    ['nothing was done', '/migcheck undo abaker', 'migcheck has changed nothing there'],
    ['nobody is named', '/migcheck undo', 'Whose change is to be undone?'],
  ])('%s: so it is said', async (_, command, words) => {
    await at.rig.asks(RILEY, command);
    expect((await at.rig.sees(RILEY)).map(wordsIn).join('\n')).toContain(words);
    expect(await at.rig.proposals()).toEqual([]);
  });

  test('a change that is under way is cancelled, not undone', async () => {
    await at.proposes();
    await at.forges('checks', {
      kind: 'undo',
      schema: 1,
      id: 'a forged click',
      by: { enterprise: null, team: 'T0FABRIKAM', user: SAM },
      replyTo: { channel: MIGRATION },
      proposalId: (await at.proposal()).id,
    });
    expect(await at.told(SAM)).toContain('has not ended yet');
  });
});

describe('a change that is only presumed to be ours', () => {
  const at = stage(BOTH);

  test.each([
    ['the worker was interrupted', 'interrupted' as const],
    ['the answer got lost', 'reset-after' as const],
  ])('%s: its undo says so', async (_, what) => {
    await at.proposes();
    if (what === 'reset-after') at.rig.ldap.faults.put({ on: 'modify', what });
    else at.losesOutcome();
    await at.rig.presses(AVERY, 'approve');
    expect((await at.proposal()).state).toBe('applied');
    await at.rig.presses(RILEY, 'undo');

    expect(await at.card()).toContain('Careful: That migcheck wrote the value is presumed');
  });
});

describe('without a write account', () => {
  const at = stage({ ...BOTH, LDAP_WRITE_BIND_DN: '', LDAP_WRITE_BIND_PASSWORD: '' });

  test('nothing is undone, and it is said why', async () => {
    await at.rig.asks(RILEY, '/migcheck undo jdoe');
    expect(await at.told(RILEY)).toContain('LDAP_WRITE_BIND_DN');
  });
});
