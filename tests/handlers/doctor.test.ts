import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { doctor as look } from '../../handlers/cli/doctor.ts';
import { startLdap } from '../../infra/local/ldap/start.ts';
import { served } from '../../infra/local/sample/organization.ts';
import { PROXY_ATTRIBUTE } from '../../lib/migration/recipient.ts';
import { makeAuthority } from '../support/authority.ts';
import { startShiftedSlack } from '../support/doctor/shifted-slack.ts';
import { type Healthy, startHealthy, startSlackWithout, TOKEN } from '../support/doctor/stand.ts';
import { needs } from '../support/machine.ts';
import { inTerminal } from '../support/terminal.ts';

let stand: Healthy;
beforeAll(async () => {
  stand = await startHealthy();
}, 60_000);
afterAll(() => stand.close());

type Line = { part: string; level: string; tried: string; came: string; cure?: string };
type Change = Readonly<Record<string, string>>;

const doctor = (change: Change = {}, ...words: readonly string[]) =>
  inTerminal(['doctor', ...words], { env: { ...stand.environment, ...change } });

/** What is not well, in the doctor's words; asked in this process, which is what the terminal would answer. */
async function notWell(change: Change = {}) {
  const answered = await look(['--json'], { ...stand.environment, ...change });
  if (!('output' in answered)) throw new Error('The doctor answers at once');
  const { findings }: { findings: Line[] } = JSON.parse(answered.output);
  return { code: answered.code, lines: findings.filter(({ level }) => level === 'warning' || level === 'broken') };
}

const READS = 'Directory, account that reads';
const WRITES = 'Directory, account that writes';

needs('openssl')('doctor in a terminal', () => {
  test('a healthy set-up: exit code 0, every part was looked at, and no secret is shown', async () => {
    const { code, out, err } = await doctor();

    expect(err).toBe('');
    expect(out).not.toMatch(/WARNING|BROKEN/);
    for (const seen of [
      'the bot token (auth.test): Fabrikam, as migcheck',
      'the scopes of the token: all 11',
      "the clock, against Slack's Date",
      'APPROVAL_CHANNEL, C0APPROVE: migcheck is a member',
      'approvers, for 1 approval each: 2 people',
      'bound: Exchange 5.5, o=FABRIKAM',
      'TLS',
      'hidden recipients: visible: 2 came back',
      'searching everybody who holds an address: nobody would be missed',
      'agree: 5 recipients compared',
      'the right to write, without writing: this directory cannot tell',
      'is there, with its keys and indices',
      'queue fixes: 0 waiting',
      'dead letters of checks: none',
      'the newest record of the audit chain: #1',
    ])
      expect(out).toContain(seen);
    expect(out).not.toMatch(new RegExp(`${TOKEN}|Pa55word|a-signing-secret`));
    expect(code).toBe(0);
  });

  test('it writes nothing: not to the directory, not to Slack', async () => {
    const before = stand.ldap.first.requests.length;
    await doctor();

    const kinds = new Set(stand.ldap.first.requests.slice(before).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['bind', 'search']);
    expect(stand.slack.workspace.messages).toEqual([]);
  });

  test('without an account that writes it is the read-only first week, and well', async () => {
    const { code, out } = await doctor({ LDAP_WRITE_BIND_DN: '', LDAP_WRITE_BIND_PASSWORD: '' });
    expect(out).toContain('is not set: nothing is ever proposed or written (the read-only first week)');
    expect(code).toBe(0);
  });

  describe('broken in one place, it names that place alone, and the cure', () => {
    test.each<[string, Change, Partial<Record<keyof Line, unknown>>, RegExp]>([
      ['no signing secret', { SLACK_SIGNING_SECRET: '' }, { part: 'Settings', level: 'broken' }, /npm run secrets/],
      [
        'a setting that cannot be read',
        { PROPOSAL_TTL: 'soon' },
        { part: 'Settings', level: 'broken', came: expect.stringContaining('PROPOSAL_TTL is a number') },
        /Set it in \.env/,
      ],
      [
        'the token of another app',
        { SLACK_BOT_TOKEN: 'xoxb-other' },
        { part: 'Slack', level: 'broken', came: 'invalid_auth' },
        /Bot User OAuth Token; npm run secrets/,
      ],
      [
        'Slack that cannot be reached',
        { SLACK_API_URL: 'http://127.0.0.1:9/api/' },
        { part: 'Slack', level: 'broken', came: expect.stringMatching(/ECONNREFUSED|TypeError/) },
        /a way out to https:\/\/slack\.com/,
      ],
      [
        'a channel for approvals that the bot is not in',
        { APPROVAL_CHANNEL: 'C0GENERAL' },
        { part: 'Slack', level: 'broken', came: 'migcheck is not a member' },
        /\/invite @migcheck/,
      ],
      [
        'a channel for approvals that is shared',
        { APPROVAL_CHANNEL: 'C0PARTNERS' },
        { part: 'Slack', level: 'broken', came: expect.stringContaining('shared with another organisation') },
        /a channel of your own/,
      ],
      [
        'too few approvers',
        { APPROVALS_REQUIRED: '3' },
        { part: 'Slack', level: 'broken', came: '2 people' },
        /Name more people in APPROVERS/,
      ],
      ['nobody who may approve', { APPROVERS: '' }, { part: 'Slack', level: 'broken' }, /Name people \(U…\)/],
      [
        'a table that is not there',
        { PROPOSALS_TABLE: 'nowhere' },
        { part: 'Tables', level: 'broken', came: 'ResourceNotFoundException' },
        /PROPOSALS_TABLE, AWS_REGION and the stage/,
      ],
      [
        'a queue that is not there',
        { CHECKS_QUEUE_URL: 'http://127.0.0.1:1/000000000000/nowhere' },
        { part: 'Queues', level: 'broken', tried: 'queue checks' },
        /CHECKS_QUEUE_URL|SQS interface endpoint/,
      ],
      [
        'an LDAP password that is wrong',
        { LDAP_BIND_PASSWORD: 'wrong' },
        { part: READS, level: 'broken', came: 'bind-refused, LDAP result 49' },
        /cn=NTACCOUNT,cn=NTDOMAIN,cn=Admin/,
      ],
      [
        'an account that writes, and its password is wrong',
        { LDAP_WRITE_BIND_PASSWORD: 'wrong' },
        { part: WRITES, level: 'broken', came: 'bind-refused, LDAP result 49' },
        /npm run secrets/,
      ],
      [
        'an account that sees no hidden recipients',
        { LDAP_BIND_DN: 'cn=reader,cn=FABRIKAM' },
        { part: READS, level: 'warning', tried: 'hidden recipients' },
        /cn=NTACCOUNT,cn=NTDOMAIN,cn=Admin \(Q185475\)/,
      ],
    ])('%s', async (_, change, line, cure) => {
      const { code, lines } = await notWell(change);

      expect(lines).toEqual([expect.objectContaining({ ...line, cure: expect.stringMatching(cure) })]);
      expect(code).toBe(line.level === 'warning' ? 1 : 2);
    });

    test('a token with too few scopes', async () => {
      const slack = await startSlackWithout('files:read', 'usergroups:read');
      const { code, lines } = await notWell({ SLACK_API_URL: slack.apiUrl });
      await slack.close();

      expect(lines).toMatchObject([{ part: 'Slack', came: 'missing: files:read, usergroups:read' }]);
      expect(lines[0]?.cure).toMatch(/npm run -s manifest -- --url URL: .* reinstall the app/);
      expect(code).toBe(2);
    });

    test('a clock that is six minutes behind Slack', async () => {
      const slack = await startShiftedSlack(stand.environment.SLACK_API_URL, 360);
      const { code, lines } = await notWell({ SLACK_API_URL: slack.apiUrl });
      slack.close();

      expect(lines).toMatchObject([
        { part: 'Slack', level: 'broken', came: expect.stringMatching(/our clock is 3(59|60|61) s behind theirs/) },
      ]);
      expect(lines[0]?.cure).toContain('Have the clock of this machine kept');
      expect(code).toBe(2);
    });

    test('a directory that is away: both accounts say so', async () => {
      const { code, lines } = await notWell({ LDAP_URL: 'ldaps://127.0.0.1:9' });

      expect(lines).toMatchObject([
        { part: READS, level: 'broken', came: 'unreachable' },
        { part: WRITES, level: 'broken', came: 'unreachable' },
      ]);
      expect(lines[0]?.cure).toContain('Look at LDAP_URL');
      expect(code).toBe(2);
    });

    test('LDAP without TLS is said plainly', async () => {
      const { code, lines } = await notWell({ LDAP_URL: stand.ldap.first.url, LDAP_TLS: 'off' });

      expect(lines.map(({ level, came }) => [level, came.slice(0, 21)])).toEqual([
        ['warning', 'LDAP runs without TLS'],
        ['warning', 'LDAP runs without TLS'],
      ]);
      expect(lines[0]?.cure).toContain('LDAP_TLS=ldaps or starttls');
      expect(code).toBe(1);
    });

    test('a certificate of another authority', async () => {
      const other = makeAuthority();
      const { code, lines } = await notWell({ LDAP_CA_FILE: other.caFile });
      other.remove();

      expect(lines.every(({ level, came }) => level === 'broken' && came === 'certificate')).toBe(true);
      expect(lines[0]?.cure).toContain('LDAP_CA_FILE has to name the PEM file');
      expect(code).toBe(2);
    });

    test('two servers that do not agree', async () => {
      const [changed] = stand.organization.entries.filter(({ attributes }) => attributes.otherMailbox);
      if (!changed) throw new Error('Nobody in the sample has an address');
      stand.ldap.second.put({ dn: changed.dn, attributes: { ...changed.attributes, otherMailbox: ['MS$A/B/C'] } });
      const { code, lines } = await notWell();
      stand.ldap.second.put(changed);

      expect(lines).toMatchObject([
        { part: READS, level: 'warning', came: expect.stringContaining(changed.dn) },
        { part: WRITES, level: 'warning' },
      ]);
      expect(lines[0]?.cure).toContain('Replication is behind or broken');
      expect(code).toBe(1);
    });

    test('a directory that shows no addresses (Q196491)', async () => {
      const { attribute } = PROXY_ATTRIBUTE.exchange55;
      const hiding = stand.organization.entries.map(({ dn, attributes }) => {
        const { [attribute]: _, mail: __, textEncodedORAddress: ___, ...left } = attributes;
        return { dn, attributes: left };
      });
      const ldap = await startLdap({ ...served(stand.organization), entries: hiding });
      const { lines } = await notWell({ LDAP_URL: ldap.url, LDAP_TLS: 'off' });
      await ldap.close();

      const broken = lines.filter(({ level }) => level === 'broken');
      expect(broken).toMatchObject([
        { part: READS, came: expect.stringContaining('none shows an address') },
        { part: WRITES },
      ]);
      expect(broken[0]?.cure).toContain('DS Site Configuration, Attributes');
    });

    test('a table with another key', async () => {
      const { lines } = await notWell({ PROPOSALS_TABLE: stand.environment.AUDIT_TABLE });

      expect(lines).toMatchObject([{ part: 'Tables', came: expect.stringContaining('it lacks pk:HASH') }]);
      expect(lines[0]?.cure).toContain('infra/tables.json');
    });

    test('a record that somebody altered', async () => {
      await stand.alterRecord('forged');
      const { code, lines } = await notWell();

      expect(lines).toMatchObject([{ part: 'Record', level: 'broken' }]);
      expect(lines[0]?.cure).toContain('audit verify');
      expect(code).toBe(2);
    });

    test('a job that was given up', async () => {
      await stand.giveUp();
      const { lines } = await notWell();

      expect(lines).toContainEqual(
        expect.objectContaining({ part: 'Queues', level: 'warning', tried: 'dead letters of checks' }),
      );
    });
  });

  test.each([
    ['an option that is unknown', ['--fast'], '--fast'],
    ['a stage that is none', ['--stage', '../prod'], '--stage is the name of a stage'],
    ['a word', ['jdoe'], 'jdoe'],
  ])('%s: exit code 2, and what it understands', async (_, words, said) => {
    const { code, out, err } = await doctor({}, ...words);
    expect(err).toContain(said);
    expect(err).toContain('migcheck doctor [--stage STAGE]');
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
