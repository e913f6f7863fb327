import type { Channel, Person } from './workspace.ts';

const ours = 'T0FABRIKAM';

export const samplePeople: readonly Person[] = [
  person('U0REQUEST', 'riley', 'Riley Requester', '#1d7a8c'),
  person('U0APPROVE', 'avery', 'Avery Approver', '#8a4fa3'),
  person('U0STRANGE', 'sam', 'Sam Stranger', '#b3612a'),
  { ...person('U0FOREIGN', 'casey', 'Casey Contoso', '#4a6b2a'), teamId: 'T0CONTOSO', email: 'casey@contoso.example' },
  { ...person('U0MIGCHECK', 'migcheck', 'migcheck', '#2b5cb3'), isBot: true, picture: 'envelope' },
];

/** Who writes without being anybody: Slack's own hints, and another app that watches the servers. */
export const sampleBots: readonly Person[] = [
  { ...person('USLACKBOT', 'slackbot', 'Slackbot', '#5a5a5a'), isBot: true },
  { ...person('B0MONITOR', 'monitoring', 'Server monitoring', '#7a3b1e'), isBot: true },
];

/** The people whom the page can be used as; Casey belongs to another workspace and has a page of her own elsewhere. */
export const LOCAL_PEOPLE = ['U0REQUEST', 'U0APPROVE', 'U0STRANGE'] as const;

const everybody = ['U0REQUEST', 'U0APPROVE', 'U0STRANGE'];
const bot = 'U0MIGCHECK';

export const samplePlaces = (): Channel[] => [
  channel('C0MIGRATE', 'migration', 'public', [...everybody, bot]),
  channel('C0APPROVE', 'approvals', 'public', [...everybody, bot]),
  channel('C0GENERAL', 'general', 'public', everybody),
  { ...channel('C0PARTNERS', 'partners', 'public', [...everybody, 'U0FOREIGN', bot]), shared: true },
  channel('C0SECRET', 'payroll', 'private', ['U0REQUEST', 'U0APPROVE']),
  channel('D0REQUEST', 'migcheck', 'im', ['U0REQUEST', bot]),
  channel('D0APPROVE', 'migcheck', 'im', ['U0APPROVE', bot]),
  channel('D0STRANGE', 'migcheck', 'im', ['U0STRANGE', bot]),
];

function person(id: string, name: string, realName: string, colour: string): Person {
  return { id, name, realName, email: `${name}@fabrikam.example`, teamId: ours, colour };
}

function channel(id: string, name: string, kind: Channel['kind'], members: readonly string[]): Channel {
  return { id, name, kind, members: new Set(members), shared: false };
}
