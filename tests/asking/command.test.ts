import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandIn, parseCommand, questionTyped } from '../../lib/asking/command.ts';
import { anyCharacter } from '../support/any-character.ts';

const jdoe = { network: 'CORP', postOffice: 'PO1', mailbox: 'JDOE' };

describe('naming a person', () => {
  test.each([
    ['jdoe', { by: 'name', name: 'jdoe' }],
    ['  John   Doe ', { by: 'name', name: 'John Doe' }],
    ['"John as Doe"', { by: 'name', name: 'John as Doe' }],
    ['“John Doe”', { by: 'name', name: 'John Doe' }],
    ['O’Brien', { by: 'name', name: "O'Brien" }],
    ['Müller &amp; Sohn', { by: 'name', name: 'Müller & Sohn' }],
    ['<mailto:j.doe@fabrikam.example|j.doe@fabrikam.example>', { by: 'smtp', address: 'j.doe@fabrikam.example' }],
    ['cn=jdoe,cn=Recipients,ou=LONDON,o=Fabrikam', { by: 'dn', dn: 'cn=jdoe,cn=Recipients,ou=LONDON,o=Fabrikam' }],
    ['/o=Fabrikam/ou=LONDON/cn=Recipients/cn=jdoe', { by: 'dn', dn: '/o=Fabrikam/ou=LONDON/cn=Recipients/cn=jdoe' }],
    ['MS:CORP/PO1/JDOE', { by: 'ms', address: jdoe }],
    ['migrate:MS:CORP/PO1/JDOE', { by: 'ms', address: jdoe }],
    ['ms$CORP/PO1/JDOE', { by: 'ms', address: jdoe }],
    ['<@U012AB3CD|jane doe>', { by: 'slack-user', user: 'U012AB3CD' }],
    ['<@W012AB3CD>', { by: 'slack-user', user: 'W012AB3CD' }],
    ['check help', { by: 'name', name: 'help' }],
    ['check history', { by: 'name', name: 'history' }],
    ['check check', { by: 'name', name: 'check' }],
  ])('%s', (text, who) => {
    expect(parseCommand(text)).toEqual({ kind: 'check', who });
  });
});

describe('what the asker already knows', () => {
  test.each([
    ['jdoe as MS:CORP/PO1/JDOE', { source: jdoe }],
    ['John Doe as [MS:CORP/PO1/JDOE] wizard 5.5-rtm', { source: jdoe, wizard: '5.5-rtm' }],
    ['jdoe wizard 5.5 SP1 as CORP/PO1/JDOE', { source: jdoe, wizard: '5.5-sp1' }],
    ['jdoe wizard 2000', { wizard: '2000' }],
    ['jdoe wizard 5.5.1960.3', { wizard: '5.5-rtm' }],
    ['jdoe wizard Mlmig32.dll 5.5.2650.12 as CORP/PO1/JDOE', { source: jdoe, wizard: '5.5-sp3' }],
    ['<@U012AB3CD|jane> as MS:CORP/PO1/JDOE', { source: jdoe, who: { by: 'slack-user', user: 'U012AB3CD' } }],
  ])('%s', (text, known) => {
    expect(parseCommand(text)).toMatchObject({ kind: 'check', ...known });
  });
});

describe('other commands', () => {
  test('help, also for an empty command', () => {
    expect([parseCommand(''), parseCommand(' help ')]).toEqual([{ kind: 'help' }, { kind: 'help' }]);
  });

  test('explain keeps the lines of what was pasted', () => {
    expect(parseCommand('explain Event ID: 7026\r\nSource:&lt;x&gt; “a”')).toEqual({
      kind: 'explain',
      text: 'Event ID: 7026\nSource:<x> "a"',
    });
  });

  test('explain alone asks for the form', () => {
    expect(parseCommand(' explain ')).toEqual({ kind: 'explain', text: '' });
  });

  test('history of a person', () => {
    expect(parseCommand('history "John Doe"')).toEqual({ kind: 'history', who: { by: 'name', name: 'John Doe' } });
    expect(parseCommand('history "me"')).toEqual({ kind: 'history', who: { by: 'name', name: 'me' } });
    for (const own of ['history', 'history me']) expect(parseCommand(own)).toEqual({ kind: 'history' });
    expect(parseCommand('undo jdoe')).toEqual({ kind: 'undo', who: { by: 'name', name: 'jdoe' } });
    expect(parseCommand('pending')).toEqual({ kind: 'pending' });
    expect(parseCommand('wave')).toEqual({ kind: 'wave' });
    expect(parseCommand('wave cn=Recipients,ou=LONDON,o=FABRIKAM')).toEqual({
      kind: 'wave',
      container: 'cn=Recipients,ou=LONDON,o=FABRIKAM',
    });
    expect(parseCommand('wave jones')).toEqual({ kind: 'check', who: { by: 'name', name: 'wave jones' } });
    expect(parseCommand('doctor')).toEqual({ kind: 'doctor' });
    expect(parseCommand('doctor no')).toMatchObject({ kind: 'check', who: { name: 'doctor no' } });
    expect(parseCommand('pending jones')).toEqual({ kind: 'check', who: { by: 'name', name: 'pending jones' } });
  });
});

describe('a mistake is answered with the right form', () => {
  test.each([
    ['check', 'Whom'],
    ['undo', 'Whose change'],
    ['jdoe as JDOE', 'three parts'],
    ['jdoe as', 'three parts'],
    ['MS:CORP/JDOE', 'three parts'],
    ['MS:CORPORATION1/PO1/JDOE', 'ten characters'],
    ['MS:CORP/PO1/J.DOE', 'no MS Mail mailbox can have'],
    ['jdoe wizard 5.5', '5.5 alone'],
    ['jdoe wizard vista', 'no wizard version'],
    ['jdoe wizard Mailmig.exe 5.5.1960.3', 'Look at Mlmig32.dll'],
    ['jdoe wizard 5.5.2521.0', 'is a version of Mailmig.exe'],
    ['jdoe wizard 5.5.2100.0', 'No article'],
    ['jdoe wizard', 'Which version'],
    ['jdoe wizard 4.0 wizard 5.0', 'twice'],
    ['j\u202edoe', 'U+202E'],
    ['j\u0000doe', 'U+0000'],
    ['x'.repeat(10_000), '10000 characters'],
  ])('%.40s', (text, problem) => {
    const command = parseCommand(text);
    expect(command).toMatchObject({ kind: 'mistake', problem: expect.stringContaining(problem) });
    expect(command).toHaveProperty('instead', expect.stringMatching(/migcheck|wizard/));
  });
});

test('whatever is typed is answered, and no name is ever taken for another one', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
      const command = parseCommand(text);
      if (command.kind === 'check' && command.who.by === 'name') expect(command.who.name.length).toBeGreaterThan(0);
      const kinds = ['help', 'check', 'explain', 'history', 'undo', 'pending', 'wave', 'doctor', 'mistake'];
      expect(kinds).toContain(command.kind);
    }),
  );
});

test('a quoted name comes back as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z ,.()*\\-]{0,60}[A-Za-z]$/), (name) => {
      expect(parseCommand(`check "${name}" wizard 4.0`)).toMatchObject({
        who: { by: 'name', name: name },
        wizard: '4.0',
      });
    }),
  );
});

describe('what is said to the bot in a message', () => {
  test.each([
    ['jdoe', { kind: 'check', who: { by: 'name', name: 'jdoe' } }],
    ['John Doe', { kind: 'check', who: { by: 'name', name: 'John Doe' } }],
    ['"Dr. John van Doe"', { kind: 'check', who: { by: 'name', name: 'Dr. John van Doe' } }],
    ['MS:CORP/PO1/JDOE', { kind: 'check', who: { by: 'ms', address: jdoe } }],
    ['jdoe as MS:CORP/PO1/JDOE wizard 5.5-rtm', { kind: 'check', source: jdoe, wizard: '5.5-rtm' }],
    ['check the front desk please', { kind: 'check', who: { by: 'name', name: 'the front desk please' } }],
    ['history jdoe', { kind: 'history', who: { by: 'name', name: 'jdoe' } }],
    ['undo jdoe', { kind: 'undo', who: { by: 'name', name: 'jdoe' } }],
    ['help', { kind: 'help' }],
    ['jdoe as JDOE', { kind: 'mistake' }],
  ])('%s is a question', (text, command) => {
    expect(commandIn(text)).toMatchObject(command);
  });

  test.each(['it does not work', 'good morning to all', 'two\nlines', '', '   '])('"%s" asks for nothing', (text) => {
    expect(commandIn(text)).toBeUndefined();
  });

  test('a form takes a question as a command does', () => {
    expect(questionTyped('jdoe as MS:CORP/PO1/JDOE')).toEqual({ who: { by: 'name', name: 'jdoe' }, source: jdoe });
    expect(questionTyped('jdoe wizard 9')).toMatchObject({ kind: 'mistake' });
  });
});
