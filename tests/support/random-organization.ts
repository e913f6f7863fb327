import fc from 'fast-check';
import type { EntryData } from '../../infra/local/ldap/entry.ts';
import type { SampleOrganization } from '../../infra/local/sample/organization.ts';
import { always, type Person } from '../../infra/local/sample/person.ts';
import type { MsAddress } from '../../lib/migration/address.ts';
import { escapeDnValue } from '../../lib/migration/dn.ts';
import type { Asked } from '../../lib/migration/examination.ts';
import { ms } from './recipients.ts';

// Few names and few addresses, so that people clash in every way there is. No name is the first or the last word of
// another: to OpenLDAP `name` means surnames and first names as well, which to the real directories it does not.
const ALIASES = ['jdoe', 'JDOE2', 'kwong', 'abaker', 'jmüller', 'o-brien', 'x', 'sales'];
const DISPLAY_NAMES = [
  'John Doe',
  'john  doe',
  'Kim Wong',
  'Jürgen Müller',
  'JÜRGEN MÜLLER',
  'Ståle Ås',
  'Smith, Peter',
];
const ADDRESSES = [
  'CORP/PO1/JDOE',
  'CORP/PO1/KWONG',
  'corp/po1/jdoe',
  'CORP/PO2/JDOE',
  'CORP/PO1/ABAKER',
  'FABRIKAM/LONDON/JDOE',
];
const FORMS = ['ms:', 'MS:', 'migrate:MS:', 'MIGRATE:ms:', 'migrate:', 'smtp:other@', 'migrate:PROFS:'];

const address = fc.constantFrom(...ADDRESSES);
const proxy = fc.tuple(fc.constantFrom(...FORMS), address).map(([form, text]) => `${form}${text}`);

const traits = fc.record({
  kind: fc.constantFrom<Person['kind'][]>(
    'mailbox',
    'mailbox',
    'mailbox',
    'custom-recipient',
    'distribution-list',
    'account',
  ),
  alias: fc.constantFrom(...ALIASES),
  displayName: fc.constantFrom(...DISPLAY_NAMES),
  site: fc.constantFrom<Person['site'][]>('LONDON', 'MADRID'),
  proxies: fc.uniqueArray(proxy, { maxLength: 3, selector: (text) => text.toLowerCase() }),
  target: address.map((text) => `MS:${text}`),
  hidden: fc.boolean(),
  unreadable: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});

/** People who clash, each with a directory name of their own. */
export const anyPeople: fc.Arbitrary<readonly Person[]> = fc
  .array(traits, { minLength: 40, maxLength: 90 })
  .map((all) =>
    all.map(({ hidden, unreadable, target, ...one }, index) => ({
      ...one,
      directoryName: `${one.alias}, ${index}`,
      rows: [],
      ...(hidden ? { hidden: true as const } : {}),
      ...(unreadable ? { unreadable: true as const } : {}),
      ...(one.kind === 'custom-recipient' ? { target } : {}),
      ask: one.alias,
      expect: always('missing-migrate'),
      story: 'One of many who are easily mistaken for each other.',
    })),
  );

const isFrame = ({ attributes }: EntryData): boolean =>
  !(attributes.objectClass ?? []).some((name) =>
    ['person', 'groupofnames', 'group', 'remote-address'].includes(String(name).toLowerCase()),
  );

/** Containers and templates of the sample organisation, and these people in the place of its own. */
export const entriesWith = (organization: SampleOrganization, people: readonly Person[]): EntryData[] => [
  ...organization.entries.filter(isFrame),
  ...people.flatMap((person, index) => organization.entriesFor(person, index)),
];

/** Every question that names one of them, with a source address and without. */
export function questionsAbout(
  organization: SampleOrganization,
  people: readonly Person[],
): Pick<Asked, 'who' | 'source'>[] {
  const names = [
    ...ALIASES,
    ...DISPLAY_NAMES,
    'nobody',
    ...people.slice(0, 5).map(({ directoryName = '' }) => directoryName),
  ];
  const sources: (MsAddress | undefined)[] = [undefined, ms('CORP/PO1/JDOE'), ms('FABRIKAM/LONDON/JDOE')];
  const whos: Asked['who'][] = [
    ...names.map((name): Asked['who'] => ({ by: 'name', name })),
    ...ADDRESSES.map((text): Asked['who'] => ({ by: 'ms', address: ms(text) })),
    ...ALIASES.filter((alias) => /^[\w-]+$/.test(alias)).map((alias): Asked['who'] => ({
      by: 'smtp',
      address: `${alias}@fabrikam.example`,
    })),
    ...people.slice(0, 12).map((person): Asked['who'] => ({ by: 'dn', dn: organization.dnOf(person) })),
    { by: 'dn', dn: `cn=${escapeDnValue('nobody, 0')},${organization.suffix}` },
  ];
  return whos.flatMap((who) => sources.map((source) => ({ who, ...(source ? { source } : {}) })));
}
