import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { main } from '../../handlers/cli.ts';
import { activeDirectoryOrganization } from '../../infra/local/sample/active-directory.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { needs } from '../support/machine.ts';
import { MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';
import { type Slapd, startSlapd } from '../support/slapd.ts';
import { entriesOfWave, listOfWave } from '../support/waves.ts';

const PEOPLE = 300;

describe.each([
  ['Exchange 5.5', exchange55Organization(), 'csv'],
  ['Active Directory', activeDirectoryOrganization(), 'ldif'],
] as const)('a wave of 300 people in OpenLDAP like %s', (_, organization, imported) => {
  needs('slapd', 'slapadd')('from Slack', () => {
    const folder = mkdtempSync(join(tmpdir(), 'migcheck-slack-wave-'));
    const at = (name: string): string => join(folder, name);
    let slapd: Slapd;
    let rig: Rig;

    beforeAll(async () => {
      const entries = entriesOfWave(organization, PEOPLE);
      slapd = await startSlapd({ ...organization, entries, accounts: Object.values(organization.accounts) });
      rig = await startRig({ organization, environment: { LDAP_URL: slapd.url, WAVE_SPLIT: '20' } });
    }, 120_000);
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await rig?.close();
      await slapd?.stop();
    });

    async function inTerminal() {
      const said: string[] = [];
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
      jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
      writeFileSync(at('list.csv'), listOfWave(PEOPLE));
      const files = ['--csv', at('report'), '--corrected', at('corrected'), '--import', at('import')];
      const whole = { ...rig.environment, WAVE_SPLIT: '' };
      const code = await main(['wave', at('list.csv'), '--json', ...files], whole);
      jest.restoreAllMocks();
      return { code, document: JSON.parse(said.join('')) };
    }

    test('in three parts says of everybody what the terminal says in one, and makes the same files', async () => {
      const list = await rig.uploads(RILEY, 'night.csv', listOfWave(PEOPLE));
      await rig.asks(RILEY, '/migcheck wave');
      await rig.hands(RILEY, { list: [list], readers: 'channel' });
      const { code, document } = await inTerminal();

      const messages = await rig.sees(SAM, MIGRATION);
      const ids = messages.flatMap(({ files = [] }) => files);
      const stored = ids.flatMap((id) => rig.slack.workspace.files.get(id) ?? []);
      const files = new Map(stored.map(({ name, bytes }) => [name, bytes.toString()]));
      const report = JSON.parse(files.get('night-report.json') ?? '');

      const parts = rig.queues.handed.filter(({ queue }) => queue === 'waves');
      expect(parts).toHaveLength(3);
      expect(code).toBe(1);
      expect(new Set(report.people.map(({ kind }: { kind: string }) => kind)).size).toBeGreaterThan(3);
      expect({ ...report, at: 0 }).toEqual({ ...document, at: 0 });
      expect(files.get('night-report.csv')).toBe(readFileSync(at('report'), 'utf8'));
      expect(files.get('night-corrected.csv')).toBe(readFileSync(at('corrected'), 'utf8'));
      expect(files.get(`night-import.${imported}`)).toBe(readFileSync(at('import'), 'utf8'));
      expect(messages.map(wordsIn).join()).toContain('Of 300 people the wizard will find');
    }, 60_000);
  });
});
