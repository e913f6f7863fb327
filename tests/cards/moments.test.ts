import { describe, expect, test } from '@jest/globals';
import { paragraph } from '../../lib/cards/blocks.ts';
import { explainCard } from '../../lib/cards/explain-card.ts';
import { historyCard } from '../../lib/cards/history-card.ts';
import { proposalCard } from '../../lib/cards/proposal-card.ts';
import { explainPaste } from '../../lib/events/log.ts';
import { momentsIn, textsIn } from '../support/cards.ts';
import { everyCard, historyOf, proposalIn } from '../support/every-card.ts';

const ISO = /\d{4}-\d\d-\d\dT\d\d:\d\d/;

describe('a moment stands on a card in the time of its reader', () => {
  test('no card says one in the form of a machine, in a sentence or for a screen reader', async () => {
    for (const [name, card] of await everyCard())
      expect([name, [card.text, ...textsIn(card)].filter((text) => ISO.test(text))]).toEqual([name, []]);
  });

  test('every moment has a fallback that says it is UTC', async () => {
    const moments = (await everyCard()).flatMap(([, card]) => momentsIn(card));

    expect(moments.length).toBeGreaterThan(50);
    for (const { timestamp, fallback } of moments) {
      expect(fallback).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
      expect(Date.parse(fallback.replace(' UTC', 'Z')) / 1_000).toBe(timestamp);
    }
  });

  test('who asked, who decided, when it was looked at, and until when: each with its own', () => {
    const shown = momentsIn(proposalCard(proposalIn('applied', 'ad'))).map(({ fallback }) => fallback);

    expect(shown).toEqual(['2026-12-01 10:00:01 UTC', '2026-12-01 09:00:00 UTC', '2026-12-01 10:00:00 UTC']);
    expect(momentsIn(proposalCard(proposalIn('open', 'ad'))).map(({ fallback }) => fallback)).toContain(
      '2026-12-02 09:00:00 UTC',
    );
  });

  test('every line of a history has one', () => {
    const page = historyOf({});
    expect(momentsIn(historyCard({ name: 'jdoe', dn: 'cn=jdoe' }, page))).toHaveLength(page.lines.length);
  });

  test('events of XML, whose times are UTC, have them; printed times, whose zone nobody knows, stay as printed', async () => {
    const [, xml] = (await everyCard()).find(([name]) => name === 'explain: from XML') ?? [];
    const log = [7026, 7017].map((id) => `Event ID: ${id}\nSource: MSExchangeMig\nDate: 11/2${id % 10}/2026`);
    const printed = explainCard(explainPaste(log.join('\n\n')));

    expect(xml && momentsIn(xml).map(({ fallback }) => fallback)).toEqual([
      '2026-11-23 10:00:00 UTC',
      '2026-11-23 11:30:00 UTC',
    ]);
    expect(momentsIn(printed)).toEqual([]);
    expect(textsIn(printed).join('')).toContain(' From 11/26/2026 to 11/27/2026.');
  });

  test('what is no moment is shown as it is', () => {
    expect(textsIn({ blocks: [paragraph('At ', { moment: 'some <day>\u202e' })] })).toEqual([
      'At ',
      'some <day>⟨U+202E⟩',
    ]);
  });
});
