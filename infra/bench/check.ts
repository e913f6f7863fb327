import { Client } from 'ldapts';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { RECIPIENT_ATTRIBUTES } from '../../lib/adapters/directory/recipient-entry.ts';
import { examine } from '../../lib/flows/examine.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import type { Asked } from '../../lib/migration/examination.ts';
import { programPath } from '../../tests/support/program-path.ts';
import { startSlapd } from '../../tests/support/slapd.ts';
import { activeDirectoryOrganization } from '../local/sample/active-directory.ts';
import { exchange55Organization } from '../local/sample/exchange55.ts';
import { type SampleOrganization, smtpOf } from '../local/sample/organization.ts';
import type { Person } from '../local/sample/person.ts';
import { crowdedEntries, personOf, RECIPIENTS, sourceOf } from './crowd.ts';
import { comparison, type NotMeasured, type Row, type Run, row, type Section } from './row.ts';
import { interleaved, percentile, seeded, timed } from './timing.ts';

const RUNS = 5;
const CHECKS = 300;
const WARM_UP = 100;
const MOST_ROUND_TRIPS = { of: 'ours', most: 3 } as const;

const ASSUMPTIONS = { wizard: 'unknown', template: MIGRATE_TEMPLATE, postOffices: [], canWrite: true } as const;

/** What a check costs in a directory as large as they come, in the manner of Exchange 5.5 and of Active Directory. */
export async function measureCheck(): Promise<Section> {
  const rows: (Row | NotMeasured)[] = [];
  for (const organization of [exchange55Organization(), activeDirectoryOrganization()])
    rows.push(...(await rowsFor(organization)));
  return {
    title: `A check, warm: slapd with ${RECIPIENTS} recipients, ${CHECKS} people, median of ${RUNS} runs`,
    baseline: 'one ldapts search for the same person by alias',
    rows,
  };
}

async function rowsFor(organization: SampleOrganization): Promise<(Row | NotMeasured)[]> {
  const missing = ['slapd', 'slapadd'].find((program) => !programPath(program));
  if (missing) return [{ what: `check, ${organization.dialect}`, notMeasured: `no ${missing}` }];
  const accounts = Object.values(organization.accounts);
  const server = await startSlapd({ ...organization, entries: crowdedEntries(organization), accounts });
  try {
    return await measure(organization, server.url);
  } finally {
    await server.stop();
  }
}

type Parties = {
  readonly organization: SampleOrganization;
  readonly directory: ReturnType<typeof openDirectory>;
  /** ldapts on its own. */
  readonly client: Client;
};

async function measure(organization: SampleOrganization, url: string): Promise<Row[]> {
  const { names, password } = organization.accounts.reader;
  const account = { bindDn: names[0] ?? '', password };
  const place = { urls: [url], tls: 'off', kind: 'auto', migrateTemplate: MIGRATE_TEMPLATE } as const;
  const directory = openDirectory({ ...place, ...account });
  const client = new Client({ url });
  try {
    await client.bind(account.bindDn, password);
    return await compare({ organization, directory, client });
  } finally {
    await Promise.all([directory.close(), client.unbind()]);
  }
}

async function compare(parties: Parties): Promise<Row[]> {
  const random = seeded(RECIPIENTS);
  const people = (count: number) => Array.from({ length: count }, () => Math.floor(random() * RECIPIENTS));
  await run(parties, people(WARM_UP));
  const runs: Awaited<ReturnType<typeof run>>[] = [];
  for (let index = 0; index < RUNS; index += 1) runs.push(await run(parties, people(CHECKS)));
  const at = (share: number): Run[] =>
    runs.map(({ ours, raw }) => ({ ours: percentile(ours, share), baseline: percentile(raw, share) }));
  const { dialect } = parties.organization;
  const most = Math.max(...runs.flatMap(({ roundTrips }) => roundTrips));
  return [
    row({ what: `most LDAP round trips, ${dialect}`, unit: 'count', ours: most, limit: MOST_ROUND_TRIPS }),
    comparison(`time, p50, ${dialect}`, at(0.5)),
    comparison(`time, p99, ${dialect}`, at(0.99)),
  ];
}

/** One check and one raw search for each of some people, and the round trips of each check. */
async function run({ organization, directory, client }: Parties, people: readonly number[]) {
  const roundTrips: number[] = [];
  const check = async (person: number, round: number): Promise<void> => {
    const before = directory.roundTrips;
    const asked = askedFor(person, round);
    const { recipients } = await examine(asked, { directory, clock: systemClock, assumptions: ASSUMPTIONS });
    roundTrips.push(directory.roundTrips - before);
    assertFound(person, recipients.length);
  };
  const took = await interleaved(people.length, {
    ours: (round) => timed(() => check(people[round] ?? 0, round)),
    raw: (round) => timed(() => rawSearch(organization, client, people[round] ?? 0)),
  });
  return { ...took, roundTrips };
}

/** Each way of naming somebody in turn, and the source address given where the directory holds none. */
function askedFor(number: number, round: number): Asked {
  const person = personOf(number);
  const ways: readonly Asked['who'][] = [
    { by: 'name', name: person.alias },
    { by: 'name', name: person.displayName },
    { by: 'smtp', address: smtpOf(person) },
    { by: 'ms', address: sourceOf(number) },
  ];
  const who = ways[round % ways.length] as Asked['who'];
  const isKnown = person.proxies !== undefined || person.target !== undefined;
  return { who, wizard: 'unknown', observed: false, ...(isKnown ? {} : { source: sourceOf(number) }) };
}

const ALIAS = { exchange55: 'uid', ad: 'mailNickname' } as const;

async function rawSearch({ dialect, suffix }: SampleOrganization, client: Client, number: number): Promise<void> {
  const { alias }: Person = personOf(number);
  const filter = `(${ALIAS[dialect]}=${alias})`;
  const attributes = [...RECIPIENT_ATTRIBUTES[dialect]];
  const { searchEntries } = await client.search(suffix, { scope: 'sub', filter, attributes });
  assertFound(number, searchEntries.length);
}

function assertFound(number: number, found: number): void {
  if (found !== 1) throw new Error(`Recipient ${number} was found ${found} times`);
}
