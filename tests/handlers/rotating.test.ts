import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { needs } from '../support/machine.ts';
import { type Credentials, startParameterStore } from '../support/parameter-store.ts';
import { startRelay } from '../support/relay.ts';
import { AVERY, MIGRATION, RILEY, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';
import { type Slapd, startSlapd } from '../support/slapd.ts';

const CALLER: Credentials = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG', token: 'session/token+==' };
const READER = '/migcheck/test/ldap-bind-password';
const WRITER = '/migcheck/test/ldap-write-bind-password';
const SIGNING = '/migcheck/test/slack-signing-secret';
const MINUTE = 60_000;

const organization = exchange55Organization();
const { reader, writer } = organization.accounts;
const [readerDn = ''] = reader.names;
const [writerDn = ''] = writer.names;

needs(
  'slapd',
  'slapadd',
  'slapmodify',
)('passwords and secrets are changed while the functions live', () => {
  let slapd: Slapd;
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let store: Awaited<ReturnType<typeof startParameterStore>>;
  let rig: Rig;
  let number = 0;

  beforeAll(async () => {
    slapd = await startSlapd({ ...organization, accounts: Object.values(organization.accounts) });
    relay = await startRelay(slapd.url);
    store = await startParameterStore(CALLER, {
      [READER]: reader.password,
      [WRITER]: writer.password,
      [SIGNING]: 'a-signing-secret',
    });
    rig = await startRig({
      organization,
      environment: {
        LDAP_URL: relay.url,
        // Empty is as if it were not set.
        LDAP_BIND_PASSWORD: '',
        LDAP_WRITE_BIND_PASSWORD: '',
        SLACK_SIGNING_SECRET: '',
        LDAP_BIND_PASSWORD_PARAMETER: READER,
        LDAP_WRITE_BIND_PASSWORD_PARAMETER: WRITER,
        SLACK_SIGNING_SECRET_PARAMETER: SIGNING,
        SSM_ENDPOINT: store.endpoint,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: CALLER.id,
        AWS_SECRET_ACCESS_KEY: CALLER.secret,
        AWS_SESSION_TOKEN: CALLER.token ?? '',
        RATE_LIMIT: '1000',
      },
    });
  }, 120_000);
  beforeEach(async () => {
    await rig.anew();
    rig.later(MINUTE);
  });
  afterAll(async () => {
    await rig.close();
    await Promise.all([relay.close(), store.close(), slapd.stop()]);
  });

  const told = async (who = RILEY) => wordsIn(await rig.newest(who));
  const asks = async () => {
    const { ok } = await rig.asks(RILEY, '/migcheck abaker');
    return ok ? told() : 'The door refused it.';
  };
  const readings = (parameter: string) => store.asked.filter(({ Names }) => Names.includes(parameter)).length;
  const changed = (dn: string, parameter: string) => {
    number += 1;
    const password = `new-Pa55word-${number}`;
    slapd.changePassword(dn, password);
    store.put(parameter, password);
    relay.cut();
  };

  test('the password that reads: the next question is answered, over a connection with the new one', async () => {
    expect(await asks()).toContain('Alice Baker');
    const before = readings(READER);
    changed(readerDn, READER);
    rig.later(MINUTE);

    expect(await asks()).toContain('Alice Baker');
    expect(readings(READER)).toBe(before + 1);
    expect(await asks()).toContain('Alice Baker');
    expect(readings(READER)).toBe(before + 1);
  });

  test('the password that writes: an approved change is written and read back at its first attempt', async () => {
    const applied = async (alias: string) => {
      await rig.asks(RILEY, `/migcheck ${alias} as MS:CORP/PO1/${alias.toUpperCase()}`);
      await rig.presses(RILEY, 'propose');
      await rig.presses(AVERY, 'approve');
      return (await rig.proposals()).at(-1);
    };
    expect(await applied('jdoe')).toMatchObject({ state: 'applied', attempts: 1 });
    changed(writerDn, WRITER);
    rig.later(MINUTE);

    expect(await applied('hmeyer')).toMatchObject({ state: 'applied', attempts: 1 });
    expect((await rig.sees(AVERY, MIGRATION)).length).toBeGreaterThan(0);
  });

  test('a password that was changed in the directory alone is told, and never tried a second time by one job', async () => {
    expect(await asks()).toContain('Alice Baker');
    slapd.changePassword(readerDn, 'known-to-nobody');
    relay.cut();
    const before = relay.calls();

    expect(await asks()).toContain('refused our account');
    expect(relay.calls()).toBe(before + 1);

    changed(readerDn, READER);
    rig.later(MINUTE);
    expect(await asks()).toContain('Alice Baker');
  });

  test('the signing secret: requests by the old one and by the new one are taken for as long as both are kept', async () => {
    expect(await asks()).toContain('Alice Baker');
    store.put(SIGNING, 'a-newer-secret\na-signing-secret');
    rig.later(6 * MINUTE);
    expect(await asks()).toContain('Alice Baker');
    rig.slack.controls.signWith('a-newer-secret');
    expect(await asks()).toContain('Alice Baker');

    store.put(SIGNING, 'a-newer-secret');
    rig.later(6 * MINUTE);
    expect(await asks()).toContain('Alice Baker');
    rig.slack.controls.signWith('a-signing-secret');
    expect(await rig.types(RILEY, '/migcheck abaker')).toMatchObject({ ok: false });
    rig.slack.controls.signWith('a-newer-secret');
  });

  test('a secret that is newer than ours is read at the first request that it signs', async () => {
    expect(await asks()).toContain('Alice Baker');
    store.put(SIGNING, 'the-newest-secret');
    rig.slack.controls.signWith('the-newest-secret');
    rig.later(MINUTE);

    expect(await asks()).toContain('Alice Baker');
  });

  test('whoever signs wrongly again and again has SSM asked every ten seconds at most, and with an old time never', async () => {
    expect(await asks()).toContain('Alice Baker');
    rig.slack.controls.signWith('made-up');
    rig.later(MINUTE);
    const before = readings(SIGNING);
    for (let attempt = 0; attempt < 20; attempt += 1) await rig.types(RILEY, '/migcheck abaker');
    expect(readings(SIGNING)).toBe(before + 1);
    rig.later(11_000);
    for (let attempt = 0; attempt < 20; attempt += 1) await rig.types(RILEY, '/migcheck abaker');
    expect(readings(SIGNING)).toBe(before + 2);

    rig.later(11_000);
    rig.slack.controls.skewClock(-10 * MINUTE);
    await rig.types(RILEY, '/migcheck abaker');
    rig.slack.controls.skewClock(0);
    expect(readings(SIGNING)).toBe(before + 2);
    rig.slack.controls.signWith('the-newest-secret');
  });

  test('while SSM is away everybody goes on with what was read, and it is asked once a minute', async () => {
    expect(await asks()).toContain('Alice Baker');
    const away = { status: 500, body: {} };
    store.trouble(...Array.from({ length: 40 }, () => away));
    rig.later(6 * MINUTE);
    const before = readings(SIGNING);

    for (let question = 0; question < 3; question += 1) expect(await asks()).toContain('Alice Baker');
    // Two tries at one time.
    expect(readings(SIGNING)).toBe(before + 2);
  });
});
