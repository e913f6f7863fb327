import type { SampleOrganization } from '../../infra/local/sample/organization.ts';
import { always, type Person } from '../../infra/local/sample/person.ts';

const HEADER =
  'SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,Home-Server,Secondary-Proxy-Addresses';

type Line = { readonly mode?: string; readonly name?: string; readonly proxies?: string };

/** One line of the wizard's user list; what is not said is as the wizard writes it. */
export const userLine = (user: string, { mode = 'Create', name = user, proxies }: Line = {}): string =>
  [user, user, 'Y', 'mailbox', mode, name, user, '~SERVER', proxies ?? `migrate:MS:CORP/PO1/${user}`].join(',');

export const userList = (...lines: readonly string[]): string =>
  ['CORP,PO1', 'M:,4', HEADER, ...lines, ''].join('\r\n');

const userOf = (number: number): string => `W${number}`;

/** Of ten people most lack the proxy; one has it, one is gone, and two stand in the way of the one before. */
function personOf(number: number): Person | undefined {
  const user = userOf(number);
  const person: Person = {
    rows: [],
    kind: 'mailbox',
    alias: user.toLowerCase(),
    displayName: `Wave Person ${number}`,
    site: number % 3 === 0 ? 'MADRID' : 'LONDON',
    ask: user,
    expect: always('missing-migrate'),
    story: 'One of a wave.',
  };
  switch (number % 10) {
    case 6:
      return { ...person, proxies: [`migrate:MS:CORP/PO1/${user}`] };
    case 5:
      return { ...person, kind: 'custom-recipient', target: `MS:CORP/PO1/${userOf(number - 1)}` };
    case 8:
      return { ...person, proxies: [`migrate:MS:CORP/PO1/${userOf(number - 1)}`] };
    case 9:
      return undefined;
    default:
      return person;
  }
}

const numbers = (people: number): readonly number[] => Array.from({ length: people }, (_, number) => number);

/** The sample organisation with as many people beside its own as stand on `listOfWave`. */
export const entriesOfWave = (organization: SampleOrganization, people: number) => [
  ...organization.entries,
  ...numbers(people).flatMap((number) => {
    const person = personOf(number);
    return person ? organization.entriesFor(person, 20_000 + number) : [];
  }),
];

/** The wizard's list of them; one in fifty has lost its MIGRATE value. */
export const listOfWave = (people: number): string =>
  userList(...numbers(people).map((number) => userLine(userOf(number), number % 50 === 7 ? { proxies: '' } : {})));
