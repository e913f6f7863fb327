import { describe, expect, test } from '@jest/globals';
import type { Dialect, Recipient } from '../../lib/migration/recipient.ts';
import type { DiagnosisKind } from '../../lib/migration/rules.ts';
import type { WizardVersion } from '../../lib/migration/wizard.ts';
import { judge } from '../support/judge.ts';
import { customRecipient, mailbox } from '../support/recipients.ts';

type Answer = readonly [DiagnosisKind, 'yes' | 'no' | 'unclear'];
type Wizards = 'alias' | 'before SP1' | 'from SP1' | 'unknown';

/** One row of domain.md 1.4: who goes by the name, who else is there, and what each wizard makes of it. */
type Row = {
  readonly row: string;
  readonly what: string;
  readonly articles: readonly string[];
  readonly named: (dialect: Dialect) => readonly Recipient[];
  readonly elsewhere?: (dialect: Dialect) => readonly Recipient[];
  readonly answers: Partial<Record<Wizards, Answer>>;
};

const VERSIONS: Record<Wizards, readonly WizardVersion[]> = {
  alias: ['4.0', '5.0'],
  'before SP1': ['5.5-rtm'],
  'from SP1': ['5.5-sp1', '5.5-sp2', '5.5-sp3', '5.5-sp4', '2000'],
  unknown: ['unknown'],
};

const every = (answer: Answer): Row['answers'] => ({
  alias: answer,
  'before SP1': answer,
  'from SP1': answer,
  unknown: answer,
});
const every55 = (answer: Answer): Row['answers'] => ({ 'before SP1': answer, 'from SP1': answer, unknown: answer });

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const MS = 'ms:CORP/PO1/JDOE';
const elsewhere = { alias: 'frontdesk', displayName: 'Front Desk' } as const;

const TABLE: readonly Row[] = [
  {
    row: '1',
    what: 'MIGRATE is there',
    articles: ['Q242184'],
    named: (dialect) => [mailbox({ dialect, proxies: [MIGRATE] })],
    answers: every55(['found-by-migrate', 'yes']),
  },
  {
    row: '2',
    what: 'a mailbox made by hand',
    articles: ['Q242184', 'Q182665'],
    named: (dialect) => [mailbox({ dialect })],
    answers: { 'before SP1': ['missing-migrate', 'no'], unknown: ['missing-migrate', 'no'] },
  },
  {
    row: '3',
    what: 'a converted custom recipient kept its MS proxy',
    articles: ['Q183312'],
    named: (dialect) => [mailbox({ dialect, proxies: [MS] })],
    answers: { 'before SP1': ['missing-migrate', 'no'] },
  },
  {
    row: '4',
    what: 'MS is searched as well',
    articles: ['Q183312', 'Q242221'],
    named: (dialect) => [mailbox({ dialect, proxies: [MS] })],
    answers: { 'from SP1': ['found-by-ms', 'yes'] },
  },
  {
    row: '3 and 4',
    what: 'with an unknown wizard it depends',
    articles: ['Q183312', 'Q242221'],
    named: (dialect) => [mailbox({ dialect, proxies: [MS] })],
    answers: { unknown: ['missing-migrate', 'unclear'] },
  },
  {
    row: '5',
    what: "a mailbox made by hand has Exchange's own MS address only",
    articles: ['Q242184', 'Q183312'],
    named: (dialect) => [mailbox({ dialect })],
    answers: { 'from SP1': ['missing-migrate', 'no'] },
  },
  {
    row: '6',
    what: 'a custom recipient alone is converted without MIGRATE',
    articles: ['Q183312'],
    named: (dialect) => [customRecipient({ dialect })],
    answers: { 'before SP1': ['custom-recipient-only', 'no'] },
  },
  {
    row: '7',
    what: 'a custom recipient alone is converted and keeps its MS address',
    articles: ['Q183312', 'Q242184'],
    named: (dialect) => [customRecipient({ dialect })],
    answers: { 'from SP1': ['custom-recipient-only', 'unclear'], unknown: ['custom-recipient-only', 'unclear'] },
  },
  {
    row: '8',
    what: 'a custom recipient of another container',
    articles: ['Q162833'],
    named: (dialect) => [customRecipient({ dialect, dn: 'cn=x,cn=MS Mail Users,cn=Recipients,ou=MADRID,o=FABRIKAM' })],
    answers: {
      alias: ['custom-recipient-only', 'no'],
      'before SP1': ['custom-recipient-only', 'no'],
      'from SP1': ['custom-recipient-only', 'unclear'],
    },
  },
  {
    row: '9',
    what: 'a custom recipient beside the mailbox',
    articles: ['Q168367', 'Q294351', 'Q162833'],
    named: (dialect) => [mailbox({ dialect }), customRecipient({ dialect })],
    answers: every(['conflict', 'no']),
  },
  {
    row: '9',
    what: 'a custom recipient beside the mailbox, by another name',
    articles: ['Q168367'],
    named: (dialect) => [mailbox({ dialect, proxies: [MIGRATE] })],
    elsewhere: (dialect) => [customRecipient({ dialect, alias: 'jd-msmail', hidden: true })],
    answers: every(['conflict', 'no']),
  },
  {
    row: '10',
    what: 'the address is on another mailbox',
    articles: ['Q263460', 'Q251152'],
    named: (dialect) => [mailbox({ dialect })],
    elsewhere: (dialect) => [mailbox({ ...elsewhere, dialect, proxies: [MIGRATE] })],
    answers: every(['held-by-another', 'no']),
  },
  {
    row: '11',
    what: 'two mailboxes carry MIGRATE',
    articles: ['Q251152', 'KB302757'],
    named: (dialect) => [mailbox({ dialect, proxies: [MIGRATE] })],
    elsewhere: (dialect) => [mailbox({ ...elsewhere, dialect, proxies: [MIGRATE] })],
    answers: every(['ambiguous', 'unclear']),
  },
  {
    row: '11',
    what: 'two mailboxes carry it as MS',
    articles: ['Q251152', 'KB302757'],
    named: (dialect) => [mailbox({ dialect, proxies: [MS] })],
    elsewhere: (dialect) => [mailbox({ ...elsewhere, dialect, proxies: [MS] })],
    answers: every(['ambiguous', 'unclear']),
  },
  {
    row: '11',
    what: 'two custom recipients have it as their target address',
    articles: ['Q251152', 'KB302757'],
    named: (dialect) => [customRecipient({ dialect })],
    elsewhere: (dialect) => [customRecipient({ dialect, alias: 'jdoe2', directoryName: 'B829F6E' })],
    answers: every(['ambiguous', 'unclear']),
  },
  {
    row: '12',
    what: 'the alias is not the MS Mail mailbox name',
    articles: ['Q186742', 'Q152330'],
    named: (dialect) => [mailbox({ dialect, alias: 'john.doe', proxies: [MIGRATE] })],
    answers: { alias: ['alias-mismatch', 'no'] },
  },
  {
    row: '12b',
    what: 'the alias is the MS Mail mailbox name',
    articles: ['Q242184'],
    named: (dialect) => [mailbox({ dialect, alias: 'jdoe' })],
    answers: { alias: ['found-by-alias', 'yes'] },
  },
  {
    row: '14 and 15',
    what: 'nobody: it depends on "Information to create mailboxes"',
    articles: ['Q256199', 'Q242184', 'Q182665'],
    named: () => [],
    answers: every(['no-recipient', 'unclear']),
  },
  {
    row: '16',
    what: 'the user list lost its migrate: value',
    articles: ['Q182665'],
    named: (dialect) => [mailbox({ dialect })],
    answers: every55(['missing-migrate', 'no']),
  },
  {
    row: '17',
    what: 'a hidden mailbox that is seen is judged like any other',
    articles: ['Q242184'],
    named: (dialect) => [mailbox({ dialect, hidden: true })],
    answers: every55(['missing-migrate', 'no']),
  },
  {
    row: '17',
    what: 'not one address can be read',
    articles: ['Q196491', 'Q185475'],
    named: (dialect) => [mailbox({ dialect, generated: false, proxiesReadable: false })],
    answers: every(['not-visible', 'unclear']),
  },
  {
    row: '18',
    what: 'MIGRATE names another post office',
    articles: ['Q242184'],
    named: (dialect) => [mailbox({ dialect, proxies: ['migrate:MS:OLD/PO/JDOE', 'migrate:MS:CORP/PO1/JDOE2'] })],
    answers: every55(['missing-migrate', 'no']),
  },
];

const cases = (['exchange55', 'ad'] as const).flatMap((dialect) =>
  TABLE.flatMap((row) =>
    (Object.keys(VERSIONS) as Wizards[]).flatMap((wizards) => {
      const answer = row.answers[wizards];
      return answer
        ? VERSIONS[wizards].map(
            (wizard) => [row.row, row.what, row.articles.join(', '), wizard, dialect, row, answer] as const,
          )
        : [];
    }),
  ),
);

describe('the decision table (domain.md 1.4)', () => {
  test.each(cases)('row %s, %s (%s): wizard %s, %s', (_row, _what, _articles, wizard, dialect, row, [kind, found]) => {
    const diagnosis = judge({ wizard, recipients: row.named(dialect), elsewhere: row.elsewhere?.(dialect) ?? [] });

    expect([diagnosis.kind, diagnosis.found]).toEqual([kind, found]);
    expect(diagnosis.articles).toEqual(expect.arrayContaining([...row.articles]));
  });
});
