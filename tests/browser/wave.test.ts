import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { type LocalDynamo, startDynamo } from '../../infra/local/dynamodb.ts';
import { exchange55Organization } from '../../infra/local/sample/exchange55.ts';
import { accountSettings } from '../../infra/local/settings.ts';
import { isWrongFile } from '../../lib/wave/list.ts';
import { readList } from '../../lib/wave/read/read-list.ts';
import { openBrowser } from '../support/browser.ts';
import { startHeldProxy } from '../support/held-proxy.ts';
import { type RunningBot, startLocalBot } from '../support/local-bot.ts';
import { needs } from '../support/machine.ts';
import { type Slapd, startSlapd } from '../support/slapd.ts';
import { entriesOfWave, listOfWave } from '../support/waves.ts';

const shots = join(__dirname, '..', '..', '.local', 'screenshots');
const organization = exchange55Organization();
const PEOPLE = 300;

needs(
  'chromium',
  'slapd',
  'slapadd',
)('a wave of 300 people, in a browser', () => {
  let slapd: Slapd;
  let way: Awaited<ReturnType<typeof startHeldProxy>>;
  let dynamo: LocalDynamo;
  let bot: RunningBot;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    const { accounts } = organization;
    const entries = entriesOfWave(organization, PEOPLE);
    slapd = await startSlapd({ ...organization, entries, accounts: Object.values(accounts) });
    [way, dynamo, browser] = await Promise.all([startHeldProxy(slapd.url), startDynamo(), openBrowser()]);
    bot = await startLocalBot({
      LDAP_URL: way.url,
      LDAP_TLS: 'off',
      ...accountSettings(organization),
      LOCAL_WRITES: 'allowed',
      // One approver is all that the page has.
      WAVE_TWO_APPROVERS: '1000',
      DYNAMODB_ENDPOINT: dynamo.endpoint,
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await page.goto(bot.page);
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    await Promise.all([way?.stop(), slapd?.stop(), dynamo?.close()]);
  });

  const be = (name: string) => page.getByRole('button', { name }).first().click();
  const message = (text: string | RegExp): Locator => page.locator('.message').filter({ hasText: text }).last();

  test('is handed in, watched, read, and comes back corrected', async () => {
    await be('Riley Requester');
    const box = page.getByRole('textbox', { name: /message/i }).first();
    await box.fill('/migcheck wave');
    await box.press('Enter');
    const form = page.getByRole('dialog', { name: 'Check a migration' });
    await form.locator('input[type=file]').setInputFiles({
      name: 'night.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(listOfWave(PEOPLE)),
    });
    await page.screenshot({ path: join(shots, 'wave-form.png') });
    way.hold();
    await form.getByRole('button', { name: 'Check' }).click();

    const progress = message('Checking night.csv');
    await progress.getByText('300 people (user list)').waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).waitFor();
    await page.screenshot({ path: join(shots, 'wave-progress.png') });
    way.letGo();

    const card = message('Checked: night.csv');
    await card.getByText('Of 300 people the wizard will find').first().waitFor();
    const table = card.getByRole('table', { name: 'People who need somebody, the worst first' });
    await table.waitFor();
    const first = await table.textContent();
    await card.getByRole('button', { name: 'Next' }).click();
    await card.getByText('Page 2 of').waitFor();
    expect(await table.textContent()).not.toBe(first);
    await card.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(shots, 'wave-card.png') });

    await card.getByRole('button', { name: /repl/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    const link = thread.getByRole('link', { name: 'Download night-corrected.csv' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    await page.screenshot({ path: join(shots, 'wave-files.png') });
    const corrected = readList(readFileSync(await download.path(), 'utf8'));
    expect(isWrongFile(corrected) ? corrected.problem : corrected.members.length).toBe(PEOPLE);
    expect(isWrongFile(corrected) ? [] : corrected.findings).toEqual([]);
    expect(await page.getByText('Checking night.csv').count()).toBe(0);
  }, 120_000);

  test('has a plan, which a second person approves; it is carried out before their eyes, and everybody in it is mended', async () => {
    await be('Riley Requester');
    await message('Checked: night.csv').getByRole('button', { name: 'Propose the plan' }).click();
    const proposed = message('Approval wanted for a plan');
    await proposed.waitFor();
    await page.screenshot({ path: join(shots, 'plan-proposed.png') });
    await proposed.getByRole('button', { name: 'Approve the plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await message('Nobody approves their own proposal').waitFor();

    await be('Avery Approver');
    const waiting = message('Approval wanted for a plan');
    await waiting.getByRole('button', { name: 'Approve the plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    const done = message('Plan done');
    await done.waitFor({ timeout: 60_000 });
    const [, fixes] = /(\d+) MIGRATE proxies/.exec((await done.textContent()) ?? '') ?? [];
    await done.getByText(`${fixes} applied and read back`).first().waitFor();
    await done.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(shots, 'plan-done.png') });

    await be('Riley Requester');
    await message('Checked: night.csv').getByRole('button', { name: 'Check again' }).click();
    await message(`${fixes} mended`).waitFor();
  }, 120_000);
});
