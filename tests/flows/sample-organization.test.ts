import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ldap, startLdap } from '../../infra/local/ldap/start.ts';
import { activeDirectoryOrganization } from '../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { type SampleOrganization, served } from '../../infra/local/sample/organization.ts';
import { PEOPLE } from '../../infra/local/sample/people.ts';
import type { Person } from '../../infra/local/sample/person.ts';
import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { parseCommand } from '../../lib/asking/command.ts';
import { examine } from '../../lib/flows/examine.ts';
import { MIGRATE_TEMPLATE } from '../../lib/migration/address.ts';
import type { Examination } from '../../lib/migration/examination.ts';
import type { WizardVersion } from '../../lib/migration/wizard.ts';
import type { Directory } from '../../lib/ports.ts';

type Look = { readonly organization: SampleOrganization; readonly server: Ldap };

const clock = { now: () => '2026-12-01T09:00:00.000Z' };

function open({ organization, server }: Look, account: 'reader' | 'plainReader' = 'reader'): Directory {
  const { names, password } = organization.accounts[account];
  return openDirectory({
    urls: [server.url],
    bindDn: names[0] ?? '',
    password,
    tls: 'off',
    kind: 'auto',
    migrateTemplate: MIGRATE_TEMPLATE,
  });
}

/** The question as it is typed after `/migcheck`, put to the real directory adapter. */
async function ask(text: string, wizard: WizardVersion, directory: Directory): Promise<Examination> {
  const command = parseCommand(`check ${text}`);
  if (command.kind !== 'check' || command.who.by === 'slack-user') throw new Error(`${text} is no question`);
  const { who, source } = command;
  const assumptions = { wizard, template: MIGRATE_TEMPLATE, postOffices: [], canWrite: true };
  return examine({ who, wizard, observed: false, ...(source ? { source } : {}) }, { directory, clock, assumptions });
}

/** Whoever a directory of this kind can hold. */
const castOf = ({ dialect }: SampleOrganization): readonly Person[] =>
  PEOPLE.filter(({ kind }) => dialect === 'ad' || kind !== 'account');

const rowsOf = ({ rows }: Person): string => (rows.length > 0 ? `row ${rows.join(', ')}` : 'no row');

describe.each([
  ['Exchange 5.5', exchange55Organization()],
  ['Active Directory', activeDirectoryOrganization()],
])('the sample organisation in %s', (_, organization) => {
  let server: Ldap;
  let directory: Directory;

  beforeAll(async () => {
    server = await startLdap(served(organization));
    directory = open({ organization, server });
  });

  afterAll(async () => {
    await directory.close();
    await server.close();
  });

  const questions = castOf(organization).flatMap((person) =>
    (['5.0', '5.5-rtm', '5.5-sp1'] as const).map((wizard) => [person.ask, wizard, rowsOf(person), person] as const),
  );

  test.each(questions)('%s, wizard %s (%s)', async (text, wizard, _row, person) => {
    const { diagnosis, offer } = await ask(text, wizard, directory);

    expect(diagnosis.kind).toBe(person.expect[wizard]);
    expect(offer.fix !== null).toBe(person.expect[wizard] === 'missing-migrate');
  });

  test('whatever is offered is the MIGRATE proxy of the address that was asked about, on the mailbox itself', async () => {
    const { offer, diagnosis } = await ask('jdoe as MS:CORP/PO1/JDOE', 'unknown', directory);

    expect(offer.fix).toMatchObject({ value: 'migrate:MS:CORP/PO1/JDOE', dn: diagnosis.mailbox?.dn });
    expect(offer.fix?.written).toBe(
      organization.dialect === 'ad' ? 'migrate:MS:CORP/PO1/JDOE' : 'migrate$MS:CORP/PO1/JDOE',
    );
  });
});

test('row 17: an Exchange 5.5 bind without cn=Admin sees no hidden recipient, and nothing is offered then', async () => {
  const organization = exchange55Organization();
  const server = await startLdap(served(organization));
  const directory = open({ organization, server }, 'plainReader');
  try {
    const hidden = await ask('cosborne as MS:CORP/PO1/COSBORNE', 'unknown', directory);
    const besideHidden = await ask('nrossi as MS:CORP/PO2/NROSSI', '5.5-sp1', directory);

    expect(hidden.diagnosis.kind).toBe('no-recipient');
    expect(besideHidden.view.seesHidden).toBe(false);
    expect(besideHidden.offer).toEqual({ fix: null, why: 'hidden-not-visible' });
  } finally {
    await directory.close();
    await server.close();
  }
});
