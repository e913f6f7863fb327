import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from '../../lib/asking/command.ts';
import { fromSlack } from '../../lib/asking/slack-text.ts';

/** https://docs.slack.dev/messaging/formatting-message-text */
const entities = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What Slack, or the keyboard of a phone, makes of what is typed. */
const links = (text: string): string =>
  text
    .replace(/[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi, '<mailto:$&|$&>')
    .replace(/(?<![@|:\w.+-])(?:[a-z0-9-]+\.)+(?:com|example)\b(?!>)/gi, '<http://$&|$&>');
const smart = (text: string): string => text.replace(/"([^"]*)"/g, '\u201c$1\u201d').replace(/'/g, '\u2019');
const hardBlanks = (text: string): string => text.replace(/ /g, '\u00a0');

const manglings: readonly ((text: string) => string)[] = [
  entities,
  (text) => smart(entities(text)),
  (text) => links(entities(text)),
  (text) => hardBlanks(entities(text)),
  (text) => hardBlanks(smart(links(entities(text)))),
];
const mangling = fc.constantFrom(...manglings);

const word = fc.constantFrom(
  'John',
  "O'Brien",
  'R&D',
  '<Legal>',
  '(Accounts)',
  'j.doe',
  'fabrikam.com',
  'as',
  'wizard',
  'help',
  '&amp;',
  '*',
  'Jørgensen',
  '🎣',
  '日本',
);
const fullName = fc.array(word, { minLength: 2, maxLength: 5 }).map((words) => words.join(' '));

describe('the same is asked, whatever Slack has made of the words', () => {
  test('for somebody by display name', () => {
    fc.assert(
      fc.property(fullName, mangling, (name, mangle) => {
        expect(parseCommand(mangle(`check "${name}" wizard 5.5-rtm`))).toEqual({
          kind: 'check',
          who: { by: 'name', name },
          wizard: '5.5-rtm',
        });
      }),
      { numRuns: 500 },
    );
  });

  test('for somebody by SMTP address', () => {
    const part = fc.stringMatching(/^[a-z0-9][a-z0-9.+_-]{0,12}[a-z0-9]$/);
    fc.assert(
      fc.property(part, mangling, (local, mangle) => {
        const address = `${local}@fabrikam.example`;

        expect(parseCommand(mangle(address))).toEqual({ kind: 'check', who: { by: 'smtp', address } });
      }),
    );
  });

  test('for somebody by distinguished name', () => {
    fc.assert(
      fc.property(fullName, mangling, (name, mangle) => {
        const dn = `cn=${name.replace(/[,=+"\\<>;]/g, '\\$&')},cn=Recipients,ou=R&D,o=Fabrikam`;

        expect(parseCommand(mangle(`check "${dn}"`))).toEqual({ kind: 'check', who: { by: 'dn', dn } });
      }),
    );
  });

  test('with the source address', () => {
    const part = fc.stringMatching(/^[A-Z0-9]{1,10}$/);
    fc.assert(
      fc.property(part, part, part, mangling, (network, postOffice, mailbox, mangle) => {
        const source = { network, postOffice, mailbox };

        expect(parseCommand(mangle(`jdoe as MS:${network}/${postOffice}/${mailbox}`))).toMatchObject({ source });
        expect(parseCommand(mangle(`migrate:MS:${network}/${postOffice}/${mailbox}`))).toMatchObject({
          who: { by: 'ms', address: source },
        });
      }),
    );
  });
});

describe('a pasted event', () => {
  test('comes back as it was typed: entities are undone once, and once only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(fromSlack(entities(text))).toBe(text);
      }),
    );
  });

  test.each([
    ['&lt;username&gt;', '<username>'],
    ['&amp;lt;', '&lt;'],
    ['\\\\server\\path', '\\\\server\\path'],
    ['%1 and %2', '%1 and %2'],
    ['<http://go.microsoft.com/fwlink/events.asp>', 'http://go.microsoft.com/fwlink/events.asp'],
    ['<http://fabrikam.com|fabrikam.com>', 'fabrikam.com'],
    ['<mailto:j@fabrikam.example|j@fabrikam.example>', 'j@fabrikam.example'],
    ['<tel:5551234|555-1234>', '555-1234'],
    ['<#C012AB3CD|migration>', '#migration'],
    ['“a” ‘b’ «c»', '"a" \'b\' "c"'],
    ['a\u00a0b\r\nc\rd', 'a b\nc\nd'],
  ])('domain.md 5.11: %s', (mangled, text) => {
    expect(fromSlack(mangled)).toBe(text);
  });
});

test('a mention beside other words is part of a name, and what was typed to look like one stays text', () => {
  expect(parseCommand('<@U012AB3CD|jane> &lt;@U999&gt;')).toEqual({
    kind: 'check',
    who: { by: 'name', name: '<@U012AB3CD> <@U999>' },
  });
});

test('a megabyte of anything is answered', () => {
  for (const piece of ['<', '<@', '<mailto:', '<#C', '&amp;', '"', "'", ' ', 'as ', 'wizard ', 'MS:', 'a@', '`'])
    expect(['check', 'mistake']).toContain(parseCommand(`check ${piece.repeat(1_000_000 / piece.length)}`).kind);
});
