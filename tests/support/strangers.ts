import fc from 'fast-check';
import { always, type Person } from '../../infra/local/sample/person.ts';
import type { MsAddress } from '../../lib/migration/address.ts';
import type { Member } from '../../lib/wave/list.ts';
import { ms } from './recipients.ts';

/** Somebody of a user list, and what the directory has of them. */
type Stranger = { readonly person: Person; readonly member: Member };

const FORMS = ['ms:', 'MS:', 'ms :', 'migrate:MS:', 'MIGRATE:ms:', 'migrate:', 'migrate:PROFS:', 'MBX:', 'smtp:x@'];

const OWN = 'FABRIKAM/LONDON';
const FOREIGN = 'CORP/PO1';
/** Longer than any address that a directory is asked for. */
const LONG = `CORP/${'P'.repeat(1_200)}`;

/** The same without the forms that no search for an address finds. */
export const tidied = (strangers: readonly Stranger[]): readonly Stranger[] =>
  strangers.map(({ person, member }) => ({
    member,
    person: { ...person, proxies: (person.proxies ?? []).filter((text) => !/^ms :|PROFS/.test(text)) },
  }));

/** One value in so many, else another. */
const seldom = <Value>(usual: Value, ...rare: Value[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: rare.length, arbitrary: fc.constantFrom(...rare) });

const traits = fc.record({
  kind: seldom<Person['kind']>('mailbox', 'custom-recipient', 'custom-recipient', 'distribution-list', 'account'),
  mailUser: fc.boolean(),
  /** Mostly the address of the person, seldom that of the one before. */
  held: fc.uniqueArray(fc.tuple(fc.constantFrom(...FORMS), seldom('own', 'of the one before')), { maxLength: 3 }),
  postOffice: seldom(FOREIGN, FOREIGN.toLowerCase(), OWN, LONG),
  alias: seldom('user', 'USER', 'other', 'Jürgen'),
  directoryName: seldom(undefined, 'Stranger ', 'USER'),
  /** Goes by the name of the one before. */
  isNamesake: seldom(false, true),
  hidden: seldom(false, true),
  unreadable: seldom(false, true),
  by: seldom('ms', 'alias', 'name', 'nobody', 'another'),
  plan: fc.constantFrom(undefined, { creates: true }, { creates: false }),
});

type Traits = typeof traits extends fc.Arbitrary<infer One> ? One : never;

/** People who hardly ever clash, each with the line of a list that means them. */
export const anyStrangers: fc.Arbitrary<readonly Stranger[]> = fc
  .array(traits, { minLength: 50, maxLength: 80 })
  .map((all) => all.map(strangerOf));

function strangerOf(one: Traits, number: number): Stranger {
  return { person: personOf(one, number), member: memberOf(one, number) };
}

const PLAIN: Traits = {
  ...{ kind: 'mailbox', mailUser: false, held: [], postOffice: FOREIGN, alias: 'user', directoryName: undefined },
  ...{ isNamesake: false, hidden: false, unreadable: false, by: 'ms', plan: undefined },
};

/** A custom recipient that stands alone; then row 9: one with a mailbox beside it that goes by its MS Mail name. */
export function rowNine(): readonly Stranger[] {
  const custom: Traits = { ...PLAIN, kind: 'custom-recipient', alias: 'other', by: 'alias' };
  const { person, member } = strangerOf({ ...PLAIN, by: 'name' }, 2);
  return [strangerOf(custom, 0), strangerOf(custom, 1), { person: { ...person, alias: 'user1' }, member }];
}

/**
 * Two who hold what the list calls them by; the MS Mail name of the second is one no mailbox can have (Q199676), so that
 * what is held is no address.
 */
export function withSlash(): readonly Stranger[] {
  const held: Traits = { ...PLAIN, held: [['ms:', 'own']], alias: 'other', by: 'alias' };
  const { person, member } = strangerOf(held, 1);
  const source = { network: 'CORP', postOffice: 'PO1', mailbox: 'USER/1' };
  return [
    strangerOf(held, 0),
    { person: { ...person, proxies: ['ms:CORP/PO1/USER/1'] }, member: { ...member, source } },
  ];
}

/**
 * Whoever searches for the first by an address of theirs comes upon the second, who holds what the first is migrated from
 * in a form that nobody searches for; the third shares nothing.
 */
export function withSharedAddress(): readonly Stranger[] {
  const shared = 'smtp:both@fabrikam.example';
  const [first, second, third] = [strangerOf(PLAIN, 0), strangerOf(PLAIN, 1), strangerOf(PLAIN, 2)];
  const member: Member = { ...first.member, who: { by: 'name', name: first.member.name } };
  return [
    { person: { ...first.person, proxies: [shared] }, member },
    { ...second, person: { ...second.person, proxies: ['migrate:MS$CORP/PO1/USER0', shared] } },
    third,
  ];
}

const addressOf = ({ postOffice }: Pick<Traits, 'postOffice'>, number: number): string => `${postOffice}/USER${number}`;

function personOf(one: Traits, number: number): Person {
  // No two objects have one name in one place.
  const name = one.directoryName ?? (one.isNamesake ? 'Stranger ' : undefined);
  const proxies = one.held.map(([form, whose]) => `${form}${addressOf(one, whose === 'own' ? number : number - 1)}`);
  return {
    ...{ rows: [], kind: one.kind, site: 'LONDON', ask: '', expect: always('missing-migrate'), story: 'A stranger.' },
    alias: `${one.alias}${number}`,
    displayName: `Stranger No ${one.isNamesake ? number - 1 : number}`,
    ...(name ? { directoryName: `${name}${number}` } : {}),
    proxies: [...new Map(proxies.map((text) => [text.toLowerCase(), text])).values()],
    ...(one.kind === 'custom-recipient' ? { target: `MS:${addressOf(one, number)}` } : {}),
    ...(one.kind === 'custom-recipient' && one.mailUser ? { mailUser: true as const } : {}),
    ...(one.hidden ? { hidden: true as const } : {}),
    ...(one.unreadable ? { unreadable: true as const } : {}),
  };
}

function memberOf(one: Traits, number: number): Member {
  const source = ms(addressOf(one, number));
  const alias = `${one.alias}${number}`;
  const plan = one.plan ? { plan: { ...one.plan, commonName: number % 2 === 0 ? alias : `Stranger ${number}` } } : {};
  return { line: number + 1, name: alias, source, ...plan, who: whoIn(one, number, source) };
}

function whoIn(one: Traits, number: number, source: MsAddress): Member['who'] {
  switch (one.by) {
    case 'ms':
      return { by: 'ms', address: source };
    case 'another':
      return { by: 'ms', address: ms(addressOf(one, number - 1)) };
    case 'alias':
      return { by: 'name', name: `${one.alias}${number}` };
    case 'name':
      return { by: 'name', name: `Stranger No ${number}` };
    default:
      return { by: 'name', name: `nobody${number}` };
  }
}
