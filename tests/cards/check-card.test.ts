import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../lib/cards/card.ts';
import { checkCard } from '../../lib/cards/check-card.ts';
import type { Dialect } from '../../lib/migration/recipient.ts';
import { framesIn, textsIn, valuesIn } from '../support/cards.ts';
import { cases } from '../support/every-card.ts';
import { type Case, examined } from '../support/examinations.ts';
import { JDOE } from '../support/judge.ts';
import { mailbox } from '../support/recipients.ts';

const cardFor = async (given: Case): Promise<Card> => checkCard(await examined(given), { checkId: 'check-1' });

async function cardOf(name: string, change: Partial<Case> = {}, dialect: Dialect = 'exchange55'): Promise<Card> {
  const given = cases(dialect)[name];
  if (!given) throw new Error(`There is no case "${name}"`);
  return cardFor({ ...given, ...change });
}

const wordsOf = (card: Card): string => textsIn(card).join('\n');

describe('the button that proposes', () => {
  test.each(['missing-migrate', 'missing-migrate, wizard unknown', 'missing-migrate, depends on the wizard'])(
    'is there where a fix exists: %s',
    async (name) => {
      expect(valuesIn(await cardOf(name))).toHaveProperty('propose');
    },
  );

  test.each([
    ...Object.keys(cases('exchange55')).filter((name) => !name.startsWith('missing-migrate')),
    'missing-migrate, no write account',
    'missing-migrate, hidden not visible',
  ])('is not there: %s', async (name) => {
    expect(valuesIn(await cardOf(name))).not.toHaveProperty('propose');
  });

  test('without a write account the value and the steps by hand stay', async () => {
    const card = await cardOf('missing-migrate, no write account');

    expect(framesIn(card)).toContain('migrate$MS:CORP/PO1/JDOE');
    expect(wordsOf(card)).toMatch(/LDAP_WRITE_BIND_DN/);
    expect(wordsOf(card)).toMatch(/Address type MIGRATE/);
  });

  test('is there although MS should have been enough, once a 7026 has happened', async () => {
    expect(valuesIn(await cardOf('found-by-ms', { observed: true }))).toHaveProperty('propose');
  });
});

describe('what a card says of the object', () => {
  test('which one it is, every address by type, and the primary of each', async () => {
    const everybody = [
      mailbox({ proxies: ['smtp:j.doe@fabrikam.example', 'ms:CORP/PO1/JDOE', 'migrate:MS:CORP/PO1/JDOE'] }),
    ];
    const [frame] = framesIn(await cardFor({ everybody, source: JDOE }));

    expect(frame?.split('\n')).toEqual([
      'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM',
      '  migrate:MS:CORP/PO1/JDOE',
      '● MS:FABRIKAM/LONDON/JDOE',
      '  ms:CORP/PO1/JDOE',
      '● SMTP:jdoe@fabrikam.example',
      '  smtp:j.doe@fabrikam.example',
      '(● primary of its type)',
    ]);
  });

  test.each([
    ['found-by-migrate', 'given by the person who asked'],
    ['found-by-ms', 'an MS proxy address of a post office outside this organisation'],
    ['found-by-migrate, unconfirmed', 'nothing else confirms it'],
    ['custom-recipient-only', 'the target address of a custom recipient'],
  ])('where the source address was learnt: %s', async (name, from) => {
    const words = wordsOf(await cardOf(name));

    expect(words).toContain('MS:CORP/PO1/JDOE');
    expect(words).toContain(from);
  });

  test('that own and foreign post offices are a guess, where they are', async () => {
    expect(wordsOf(await cardOf('found-by-ms', { own: { basis: 'guess' } }))).toMatch(/guess.*OWN_POSTOFFICES/);
    expect(wordsOf(await cardOf('found-by-ms'))).not.toMatch(/OWN_POSTOFFICES/);
  });

  test('what the directory shows against an address that was given', async () => {
    expect(wordsOf(await cardOf('missing-migrate, contradicted'))).toContain('MS:CORP/PO2/DOE');
  });
});

describe('what a card says of the verdict', () => {
  test.each(Object.keys(cases('ad')))('the rule with its article, and what of it is inference: %s', async (name) => {
    const given = cases('ad')[name] ?? { everybody: [] };
    const { diagnosis } = await examined(given);
    const words = wordsOf(await cardFor(given));

    for (const article of diagnosis.articles) expect(words).toContain(article);
    for (const inference of diagnosis.inferences) expect(words).toContain(`Inference: ${inference}`);
  });

  test('a wizard of unknown version gives both outcomes side by side', async () => {
    const { blocks } = await cardOf('missing-migrate, depends on the wizard');
    const section = blocks.find((block) => block.type === 'section');
    const [before, from, ...more] = section && 'fields' in section ? (section.fields ?? []) : [];

    expect(before?.text).toMatch(/before SP1[\s\S]*7026/);
    expect(from?.text).toMatch(/from SP1 on[\s\S]*searches MS as well/);
    expect(more).toEqual([]);
  });

  test('a MIGRATE value without a second source is not called healthy', async () => {
    const card = await cardOf('found-by-migrate, unconfirmed');

    expect(card.text).not.toContain('✅');
    expect(wordsOf(card)).toContain('Found as CORP/PO1/JDOE, not confirmed by a second source.');
  });

  test('row 12a: that another alias than the MS Mail name ends in 7017 when a list makes the mailbox anew', async () => {
    expect(
      wordsOf(
        await cardFor({ everybody: [mailbox({ alias: 'john' })], who: { by: 'name', name: 'john' }, source: JDOE }),
      ),
    ).toContain('Q186742');
    expect(wordsOf(await cardOf('missing-migrate'))).not.toContain('Q186742');
  });

  test('row 17: where hidden recipients are not seen it is said, and nothing is proposed', async () => {
    expect(wordsOf(await cardOf('missing-migrate, hidden not visible'))).toMatch(/cn=Admin/);
    expect(wordsOf(await cardOf('no-recipient', { seesHidden: false }))).toMatch(/Searched: [\s\S]*cn=Admin/);
  });
});

describe('after a real 7026', () => {
  test.each(['exchange55', 'ad'] as const)('both ways out stand on the card, in %s', async (dialect) => {
    const words = wordsOf(await cardOf('missing-migrate', { observed: true }, dialect));

    expect(words).toMatch(/Resolution/);
    expect(words).toMatch(/two-step migration[\s\S]*custom recipient[\s\S]*secondary MS address/);
    expect(words).toMatch(/Never delete and recreate/);
    expect(words).toMatch(/120 minutes/);
    expect(words).toMatch(dialect === 'ad' ? /changetype: modify/ : /Obj-Class,Mode,Directory Name/);
  });

  test('a custom recipient alone has the workaround too', async () => {
    expect(wordsOf(await cardOf('custom-recipient-only', { observed: true }))).toMatch(/two-step migration/);
  });

  test('the causes are ranked, and each says what speaks for it', async () => {
    expect(wordsOf(await cardOf('found-by-ms', { observed: true }))).toMatch(/likely: The wizard is older than stated/);
    expect(wordsOf(await cardOf('found-by-migrate', { observed: true }))).toMatch(
      /likely: The address is right; something else/,
    );
  });

  test('nothing on the card says that the mailbox will be found', async () => {
    for (const name of ['found-by-migrate', 'found-by-ms', 'found-by-alias'])
      expect((await cardOf(name, { observed: true })).text).not.toMatch(/✅|will find the mailbox\./);
  });
});

describe('the source address that is not known', () => {
  test('is asked for, with the guess of a configured post office for the modal', async () => {
    expect(valuesIn(await cardOf('source-unknown'))['enter-address']).toEqual(['check-1']);
    expect(valuesIn(await cardOf('source-unknown, with a guess'))['enter-address']).toEqual(['check-1 CORP/PO1/JDOE']);
  });

  test('is chosen from a menu where the directory shows several', async () => {
    expect(valuesIn(await cardOf('source-unknown, disagree'))).toHaveProperty('choose-source');
  });
});
