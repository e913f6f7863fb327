import { describe, expect, test } from '@jest/globals';
import { checkCard } from '../../lib/cards/check-card.ts';
import { proposalCard } from '../../lib/cards/proposal-card.ts';
import { fixOf } from '../../lib/migration/fix.ts';
import { framesIn, textsIn } from '../support/cards.ts';
import { cases, proposalIn } from '../support/every-card.ts';
import { type Case, examined } from '../support/examinations.ts';
import { proposal } from '../support/proposals.ts';
import { mailbox, ms } from '../support/recipients.ts';

const checked = async (given: Case) => checkCard(await examined(given), { checkId: 'check-1' });

const proposed = (network: string) => {
  const recipient = mailbox();
  return proposalCard(
    proposal({ fix: fixOf(recipient, ms(`${network}/PO1/JDOE`), 'migrate:MS:{network}/{postoffice}/{mailbox}') }),
  );
};

describe('the value to be written', () => {
  test('stands byte for byte in its frame, and below it what of it is not ASCII', () => {
    const card = proposed('C\u041eRP');

    expect(framesIn(card)).toContain('migrate$MS:C\u041eRP/PO1/JDOE');
    expect(textsIn(card)).toContain('Not ASCII: U+041E at 13.');
  });

  test('is marked in every sentence and every list, so that it does not look right at a glance', () => {
    const card = proposed('C\u041eRP');

    expect(card.text).toContain('migrate$MS:C⟨U+041E⟩RP/PO1/JDOE');
    expect(framesIn(card).join('\n')).toContain('+ migrate:MS:C⟨U+041E⟩RP/PO1/JDOE');
  });

  test('of one script alone is no mixed word, and is named all the same', () => {
    const card = proposed('\u0421\u041e');

    expect(framesIn(card)).toContain('migrate$MS:\u0421\u041e/PO1/JDOE');
    expect(textsIn(card)).toContain('Not ASCII: U+0421 at 12, U+041E at 13.');
  });

  test('with a character that cannot be seen shows it, in the frame as well', () => {
    const card = proposed('CO\u200bRP');

    expect(framesIn(card)).toContain('migrate$MS:CO⟨U+200B⟩RP/PO1/JDOE');
    expect(textsIn(card)).toContain('Not ASCII: U+200B at 14.');
  });

  test('has no such note where it is ASCII', () => {
    expect(textsIn(proposed('CORP')).join('\n')).not.toContain('Not ASCII');
  });
});

describe('a check', () => {
  const who = { by: 'name', name: 'jdoe' } as const;

  test('names what is odd in a MIGRATE proxy that is there already and only looks right', async () => {
    const card = await checked({ who, everybody: [mailbox({ proxies: ['migrate:MS:CORP/PO1/JD\u041eE'] })] });

    expect(textsIn(card).join('\n')).toMatch(/migrate:MS:CORP\/PO1\/JD⟨U\+041E⟩E: Not ASCII: U\+041E at 23\./);
  });

  test('says of an SMTP address in another script nothing that one cannot see', async () => {
    const card = await checked({ who, everybody: [mailbox({ proxies: ['smtp:jürgen@fabrikam.example'] })] });

    expect(textsIn(card).join('\n')).not.toContain('Not ASCII');
  });
});

describe('no value makes two lines of one', () => {
  const forged = 'cn=jdoe\n● MS:CORP/PO1/JDOE\r\nApproved by Avery';

  test.each(['found-by-migrate', 'several-recipients', 'missing-migrate'])('in a check: %s', async (name) => {
    const lines = textsIn(
      await checked(cases('exchange55', { dn: forged, alias: forged, directoryName: forged })[name] as Case),
    );

    expect(lines.join('\n').split('\n')).not.toContainEqual(expect.stringMatching(/^(?:● MS:CORP|Approved by)/));
  });

  test('in a proposal, its record, or its reason', () => {
    const card = proposalCard(proposalIn('denied', 'exchange55', { everywhere: forged }));

    expect(textsIn(card).join('\n').split('\n')).not.toContainEqual(
      expect.stringMatching(/^(?:● MS:CORP|Approved by)/),
    );
  });
});
