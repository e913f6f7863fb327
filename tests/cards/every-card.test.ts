import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Card } from '../../lib/cards/card.ts';
import { checkCard } from '../../lib/cards/check-card.ts';
import { explainCard } from '../../lib/cards/explain-card.ts';
import { historyCard } from '../../lib/cards/history-card.ts';
import { olderButton, olderIn } from '../../lib/cards/older-button.ts';
import { proposalCard } from '../../lib/cards/proposal-card.ts';
import { helpCard } from '../../lib/cards/replies.ts';
import { explainPaste } from '../../lib/events/log.ts';
import { anyCharacter } from '../support/any-character.ts';
import { framesIn, textsIn, troubleWith, valuesIn } from '../support/cards.ts';
import { cases, type Data, everyCard, proposalIn } from '../support/every-card.ts';
import { examined } from '../support/examinations.ts';
import { STATES } from '../support/proposals.ts';

/** The trouble with every card made of such data, by the card's name; empty when there is none. */
const troubles = async (data: Data): Promise<object> =>
  Object.fromEntries(
    (await everyCard(data)).flatMap(([name, card]) => {
      const trouble = troubleWith(card);
      return trouble.length > 0 ? [[name, trouble]] : [];
    }),
  );

const long = (length: number): string => 'Long Name '.repeat(length / 10);
const NASTY = '*x* _y_ `z` <@U1> <!channel> <https://evil.example|here> &amp; \u202egnp.exe\u200b\u0007 :tada:';

describe('Slack takes every card', () => {
  test.each<[string, Data]>([
    ['of everyday data', {}],
    ['of a display name of 10,000 characters', { displayName: long(10_000) }],
    ['of a distinguished name of 10,000 characters', { dn: `cn=${long(10_000)},o=FABRIKAM` }],
    [
      'of an alias and a directory name of 10,000 characters',
      { alias: 'a'.repeat(10_000), directoryName: long(10_000) },
    ],
    [
      'of 200 addresses of 300 characters',
      { more: Array.from({ length: 200 }, (_, index) => `smtp:${index}${'x'.repeat(295)}`) },
    ],
    ['of one address of 100,000 characters', { more: [`X400:${'y'.repeat(100_000)}`] }],
    [
      'of names that are nothing but unseen characters',
      { displayName: '\u202e'.repeat(10_000), dn: `cn=${'\u200b'.repeat(5_000)}` },
    ],
    [
      'of names of characters outside the basic plane',
      { displayName: '🎣'.repeat(5_000), dn: `cn=${'🎣'.repeat(5_000)}` },
    ],
    ['of names of blanks and line ends', { displayName: ' \r\n\t '.repeat(50), alias: '\n' }],
    ['of empty names', { displayName: '', alias: '', directoryName: '' }],
    [
      'of formatting and mentions',
      { displayName: NASTY, alias: NASTY, directoryName: NASTY, dn: `cn=${NASTY},o=FABRIKAM`, more: [`smtp:${NASTY}`] },
    ],
    [
      'of everything at once',
      {
        displayName: NASTY.repeat(100),
        alias: NASTY.repeat(100),
        directoryName: long(10_000),
        dn: `cn=${NASTY.repeat(200)}`,
        more: Array.from({ length: 200 }, (_, index) => `smtp:${index}${NASTY.repeat(10)}`),
      },
    ],
  ])('%s', async (_, data) => {
    expect(await troubles(data)).toEqual({});
  });

  test.each([
    [
      'formatting, mentions, links, moments and emoji by name',
      `${NASTY} <@U012AB3CD> <@U-APPROVER|x> <!here> <!subteam^S1> <#C1> @channel https://evil.example :white_check_mark: <!date^0^{date}^https://evil.example|x>`,
    ],
    [
      'unseen characters, line ends, and spaces that are none',
      '\u202etxt.exe\u2066a\u2069 J\u200bD\u2060O\u00adE\u034f\u3164\u{e0041} a\u00a0b\u2009c\u3000d\r\ntwo\ttab\u0000nul\u2028para\u2029end',
    ],
    [
      'look-alikes, heaps of accents, halves of characters, and what looks like a mark of ours',
      `JD\u041eE \uff21bc \u{1d400} CORP\u2215PO1 Z${'\u0301\u0322'.repeat(60)}algo \u0301 \ud83d \udc69 ⟨U+0041⟩ \ud83d`,
    ],
    ['emoji of several characters', '👩‍💻👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿1️⃣❤️👍🏽'.repeat(40)],
    ['a name of 10,000 letters', 'x'.repeat(10_000)],
    ['10,000 characters that are marked', '\u202e'.repeat(10_000)],
    ['nothing', ''],
    ['a blank', ' '],
  ])('with %s in every field that comes from outside', async (_, everywhere) => {
    expect(await troubles({ everywhere })).toEqual({});
  });

  test('with anything at all in every field that comes from outside', async () => {
    const piece = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 40 }),
      fc.constantFrom(
        NASTY,
        '<!channel>',
        '<@U012AB3CD>',
        '\u202e',
        '\u200d',
        '\ufe0f',
        '👩',
        '💻',
        '\u0301',
        '\u041e',
        'e',
      ),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (everywhere) => {
        expect(await troubles({ everywhere })).toEqual({});
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  test('of whatever a directory holds', async () => {
    const text = fc.string({ unit: anyCharacter, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(fc.record({ displayName: text, alias: text, directoryName: text, dn: text }), async (data) => {
        expect(await troubles(data)).toEqual({});
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

describe('what the directory holds is never formatting', () => {
  let cards: readonly (readonly [string, Card])[] = [];

  beforeAll(async () => {
    cards = await everyCard({
      displayName: NASTY,
      alias: NASTY,
      dn: `cn=${NASTY},o=FABRIKAM`,
      more: [`smtp:${NASTY}`],
    });
  });

  test('a name full of formatting stands there as it is, with what cannot be seen made visible', () => {
    // A list of proposals cuts every name before it comes to what cannot be seen.
    const shown = cards.filter(
      ([name, card]) => name !== 'pending' && textsIn(card).some((text) => text.includes('<!channel>')),
    );

    expect(shown.length).toBeGreaterThan(50);
    // What cannot be seen and has no width is taken out of a paste; the rest of it is made visible, too.
    for (const [name, card] of shown)
      expect(textsIn(card).join('\n')).toContain(
        name.startsWith('explain:') ? '⟨U+202E⟩gnp.exe' : '⟨U+202E⟩gnp.exe⟨U+200B⟩⟨U+0007⟩',
      );
  });

  test('in the text for screen readers the signs that Slack reads are made plain', () => {
    const named = cards.filter(([, { text }]) => text.includes('channel'));

    expect(named.length).toBeGreaterThan(10);
    for (const [, { text }] of named) expect(text).toContain('&lt;!channel&gt;');
  });
});

test('our own words hold nothing that has to be made visible', async () => {
  for (const [name, card] of await everyCard())
    expect([name, textsIn(card).join('\n')]).not.toEqual([name, expect.stringContaining('⟨U+')]);
});

/** These ask a question, as typing the name would; nothing is decided by them. */
const asksAName = (id: string): boolean => /^(?:(?:check|choose)-account|older$)/.test(id);

describe('buttons and menus hand back ids and nothing else', () => {
  test('propose and share the id of the check, approve and deny that of the proposal', async () => {
    const check = checkCard(await examined(cases('exchange55')['missing-migrate'] ?? { everybody: [] }), {
      checkId: 'check-1',
    });

    expect(valuesIn(check)).toEqual({ propose: ['check-1'], share: ['check-1'] });
    expect(valuesIn(proposalCard(proposalIn('open', 'ad')))).toEqual({
      approve: ['p-1'],
      deny: ['p-1'],
      cancel: ['p-1'],
      refresh: ['p-1'],
    });
  });

  test('a choice is the id of the check and a number', async () => {
    const several = checkCard(await examined(cases('ad')['several-recipients'] ?? { everybody: [] }), {
      checkId: 'check-1',
    });
    const sources = checkCard(await examined(cases('ad')['source-unknown, disagree'] ?? { everybody: [] }), {
      checkId: 'check-1',
    });

    expect(valuesIn(several)['choose-recipient']).toEqual(Array.from({ length: 25 }, (_, index) => `check-1:${index}`));
    expect(valuesIn(sources)['choose-source']).toEqual(['check-1:0', 'check-1:1']);
  });

  test('no card hands back what is to be written, whatever state or kind', async () => {
    for (const [, card] of await everyCard())
      for (const [id, values] of Object.entries(valuesIn(card)))
        for (const value of values)
          if (!asksAName(id)) expect(value).toMatch(/^(?:check-1|p-1|7026)(?::\d+| CORP\/PO1\/JDOE)?$/);
  });

  test('what asks about a name hands back that name as the event printed it', () => {
    const card = explainCard(
      explainPaste(
        "Event ID: 7007\nSource: MSExchangeMig\nDescription: Could not migrate MMF file for Account: J. Doe. MMF Path 'M:\\MMF'.",
      ),
    );

    expect(valuesIn(card)).toEqual({ 'check-account-1': ['J. Doe'] });
  });
});

describe('Older, below a history', () => {
  const page = { lines: [], proposals: new Map(), older: 31 };

  test('hands back whose history it is, and where it goes on', async () => {
    const cards = new Map(await everyCard());
    expect(cards.get('history') && valuesIn(cards.get('history') as Card)).toEqual({ older: ['1 cn=jdoe,o=FABRIKAM'] });
    expect(cards.get('history: my own') && valuesIn(cards.get('history: my own') as Card)).toEqual({ older: ['1'] });
    expect(olderIn('1 cn=J Doe,\no=FABRIKAM')).toEqual({ before: 1, dn: 'cn=J Doe,\no=FABRIKAM' });
    expect(olderIn('31')).toEqual({ before: 31 });
  });

  test('is not there where nothing is older, nor where the name is longer than a button takes', () => {
    const { older: _, ...last } = page;
    expect(valuesIn({ blocks: [olderButton({ before: 31, dn: `cn=${'x'.repeat(2_000)}` })] })).toEqual({});
    expect(valuesIn(historyCard({ name: 'John Doe', dn: 'cn=jdoe' }, last))).toEqual({});
  });
});

describe('the value to be written', () => {
  test.each([
    ['exchange55', 'migrate$MS:CORP/PO1/JDOE'],
    ['ad', 'migrate:MS:CORP/PO1/JDOE'],
  ] as const)('stands byte for byte in a frame of its own: %s', async (dialect, written) => {
    const check = checkCard(await examined(cases(dialect)['missing-migrate'] ?? { everybody: [] }), { checkId: 'c' });

    expect(framesIn(check)).toContain(written);
    for (const state of STATES) expect(framesIn(proposalCard(proposalIn(state, dialect)))).toContain(written);
  });

  test('is not cut, however much else there is', async () => {
    const data = { displayName: long(10_000), dn: `cn=${long(10_000)}`, more: [`smtp:${'x'.repeat(100_000)}`] };

    expect(framesIn(proposalCard(proposalIn('open', 'exchange55', data)))).toContain('migrate$MS:CORP/PO1/JDOE');
  });
});

describe('one of each, as it is read', () => {
  const outline = ({ text, blocks }: Card) => ({
    text,
    blocks: blocks.map(
      (block) =>
        `${block.type}: ${textsIn({ blocks: [block] })
          .join(' | ')
          .slice(0, 90)}`,
    ),
  });
  const check = async (name: string) =>
    outline(checkCard(await examined(cases('exchange55')[name] ?? { everybody: [] }), { checkId: 'check-1' }));

  test.each(Object.keys(cases('exchange55')).filter((name) => !name.includes(',')))('check: %s', async (name) => {
    expect(await check(name)).toMatchSnapshot();
  });

  test('a check that is shared has neither buttons nor menus', async () => {
    const shared = checkCard(await examined(cases('exchange55')['missing-migrate'] ?? { everybody: [] }), {
      checkId: 'check-1',
      shared: true,
    });

    expect(valuesIn(shared)).toEqual({});
  });

  test('proposal', () => {
    expect(outline(proposalCard(proposalIn('open', 'exchange55')))).toMatchSnapshot();
  });

  test('help', () => {
    expect(outline(helpCard())).toMatchSnapshot();
  });

  test.each(['explain: 7026', 'history', 'trouble', 'mistake', 'refused click'])('%s', async (name) => {
    const [, card] = (await everyCard()).find(([other]) => other === name) ?? [];

    expect(card && outline({ ...card, blocks: card.blocks.slice(0, 8) })).toMatchSnapshot();
  });
});
