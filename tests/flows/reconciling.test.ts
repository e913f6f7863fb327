import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntryData } from '../../infra/local/ldap/entry.ts';
import { startLdap } from '../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { served } from '../../infra/local/sample/organization.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { reconciledText } from '../../lib/cards/reconciled.ts';
import { reconcile } from '../../lib/flows/reconcile.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import { fixOf } from '../../lib/migration/fix.ts';
import type { Proposal, ProposalState } from '../../lib/migration/proposal.ts';
import type { Standing } from '../../lib/migration/reconcile.ts';
import type { Archive, Directory } from '../../lib/ports.ts';
import { needs } from '../support/machine.ts';
import { proposal } from '../support/proposals.ts';
import { ms } from '../support/recipients.ts';
import { startSlapd } from '../support/slapd.ts';

const organization = exchange55Organization();
const SOURCE = ms('CORP/PO1/RECONCILE');
const VALUE = 'migrate:MS:CORP/PO1/RECONCILE';

/** jdoe with this value as well, as the directory writes it. */
const jdoeWith = (value?: string): readonly EntryData[] =>
  organization.entries.map((entry) =>
    value === undefined || !entry.dn.startsWith('cn=jdoe,')
      ? entry
      : {
          ...entry,
          attributes: { ...entry.attributes, otherMailbox: [...(entry.attributes.otherMailbox ?? []), value] },
        },
  );

const archiveOf = (proposals: readonly Proposal[]): Archive => ({
  chain: 'migcheck',
  async *records() {},
  async *pages() {},
  async *proposals() {
    for (const one of proposals) yield { id: one.id, proposal: one };
  },
  close() {},
});

type Server = { readonly url: string; stop(): Promise<unknown> };
type Start = (entries: readonly EntryData[]) => Promise<Server>;

const embedded: Start = async (entries) => {
  const ldap = await startLdap({ ...served(organization), entries });
  return { url: ldap.url, stop: () => ldap.close() };
};

const slapd: Start = (entries) =>
  startSlapd({ ...organization, entries, accounts: Object.values(organization.accounts) });

const openAt = (url: string, account: 'reader' | 'plainReader' = 'reader'): Directory => {
  const { names, password } = organization.accounts[account];
  return openDirectory({
    urls: [url],
    bindDn: names[0] ?? '',
    password,
    tls: 'off',
    kind: 'auto',
    migrateTemplate: MIGRATE_TEMPLATE,
  });
};

/** A change of jdoe's value, made at some minute. */
async function changeOf(
  directory: Directory,
  state: ProposalState,
  change: Partial<Proposal> & { kind?: 'remove' } = {},
) {
  const { recipients } = await directory.find({ by: 'name', name: 'jdoe' });
  const [jdoe] = recipients;
  if (!jdoe) throw new Error('jdoe is not there');
  const { kind, ...rest } = change;
  const fix = { ...fixOf(jdoe, SOURCE, MIGRATE_TEMPLATE), ...(kind ? { change: kind } : {}) };
  const at = '2026-12-01T10:00:00.000Z';
  return proposal({ state, fix, claimedAt: at, outcome: { at }, ...rest }, jdoe);
}

function reconcilingOn(start: Start): void {
  let servers: Record<'without' | 'with' | 'otherCase', Server>;
  const at = async (where: keyof typeof servers, ask: (directory: Directory) => Promise<readonly Proposal[]>) => {
    const directory = openAt(servers[where].url);
    try {
      return await reconcile(archiveOf(await ask(directory)), directory);
    } finally {
      await directory.close();
    }
  };

  beforeAll(async () => {
    servers = {
      without: await start(jdoeWith()),
      with: await start(jdoeWith(`migrate$${VALUE.slice('migrate:'.length)}`)),
      otherCase: await start(jdoeWith(`MIGRATE$${VALUE.slice('migrate:'.length).toLowerCase()}`)),
    };
  }, 60_000);
  afterAll(() => Promise.all(Object.values(servers ?? {}).map((server) => server.stop())));

  test.each<[string, ProposalState, Partial<Proposal> & { kind?: 'remove' }, keyof typeof servers, Standing]>([
    ['a value that was added and is there', 'applied', {}, 'with', 'as-recorded'],
    ['a value that was added and is gone', 'applied', {}, 'without', 'gone'],
    ['a value that was added and is there in other letters', 'applied', {}, 'otherCase', 'other-case'],
    ['a value that was taken away', 'applied', { kind: 'remove' }, 'without', 'as-recorded'],
    ['a value that was taken away and is there again', 'applied', { kind: 'remove' }, 'with', 'back'],
    ['a write that was interrupted and failed', 'failed', {}, 'without', 'as-recorded'],
    ['a write that failed and is there all the same', 'failed', {}, 'with', 'done-though-failed'],
    ['a removal that failed and was done all the same', 'failed', { kind: 'remove' }, 'without', 'done-though-failed'],
    ['an outcome that is not known', 'unknown', {}, 'with', 'unsettled'],
  ])('%s', async (_, state, change, where, stands) => {
    const { changes } = await at(where, async (directory) => [await changeOf(directory, state, change)]);
    expect(changes.map((one) => one.stands)).toEqual([stands]);
  });

  test('an object that is gone, and another one at its name', async () => {
    const { changes } = await at('with', async (directory) => {
      const one = await changeOf(directory, 'applied');
      const gone = { ...one, id: 'p-gone', fix: { ...one.fix, dn: one.fix.dn.replace('jdoe', 'nobody-here') } };
      return [gone, { ...one, fix: { ...one.fix, identity: 'another' }, claimedAt: '2026-12-01T11:00:00.000Z' }];
    });
    expect(changes.map(({ stands }) => stands)).toEqual(['gone', 'another-object']);
  });

  test('what an ordinary account does not find may be hidden, and that is said', async () => {
    const directory = openAt(servers.with.url, 'plainReader');
    const one = await changeOf(directory, 'applied');
    const gone = { ...one, fix: { ...one.fix, dn: one.fix.dn.replace('jdoe', 'nobody-here') } };
    const outcome = await reconcile(archiveOf([gone]), directory);
    await directory.close();
    expect(outcome).toMatchObject({ seesHidden: false, changes: [{ stands: 'not-visible' }] });
    expect(reconciledText(outcome)).toContain('Hidden recipients cannot be seen');
  });

  test('the last change of an object and value counts; what wrote nothing does not', async () => {
    const { changes } = await at('without', async (directory) => [
      await changeOf(directory, 'applied', { id: 'second', kind: 'remove', claimedAt: '2026-12-01T11:00:00.000Z' }),
      await changeOf(directory, 'applied', { id: 'first' }),
      await changeOf(directory, 'denied', { id: 'third', claimedAt: '2026-12-01T12:00:00.000Z' }),
      await changeOf(directory, 'failed', {
        id: 'fourth',
        claimedAt: '2026-12-01T13:00:00.000Z',
        outcome: { at: '2026-12-01T13:00:00.000Z', ldap: { code: 50, name: 'InsufficientAccess' } },
      }),
    ]);
    expect(changes.map(({ proposal: { id }, stands }) => [id, stands])).toEqual([['second', 'as-recorded']]);
  });

  test('a hundred changes come back in their order', async () => {
    const { changes } = await at('with', async (directory) => {
      const one = await changeOf(directory, 'applied');
      return Array.from({ length: 100 }, (_, index) => ({
        ...one,
        id: `p-${index}`,
        fix:
          index % 2
            ? { ...one.fix, dn: `cn=nobody-${index},cn=Recipients,ou=LONDON,o=FABRIKAM` }
            : { ...one.fix, value: `${VALUE}${index || ''}` },
        claimedAt: new Date(Date.parse('2026-12-01T10:00:00.000Z') + index * 1_000).toISOString(),
      }));
    });
    expect(changes.map(({ proposal: { id } }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => `p-${index}`));
    expect(changes.map(({ stands }) => stands)).toEqual(['as-recorded', ...Array.from({ length: 99 }, () => 'gone')]);
  });
}

describe('reconciling with the embedded directory', () => reconcilingOn(embedded));
needs('slapd', 'slapadd')('reconciling with OpenLDAP', () => reconcilingOn(slapd));
