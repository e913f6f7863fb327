import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { type RunningBot, startLocalBot } from '../support/local-bot.ts';
import { needs } from '../support/machine.ts';

const shots = join(__dirname, '..', '..', '.local', 'screenshots');

/** A log as Event Viewer saves it: three runs, of which one went wrong for two people. */
const LOG = [
  'Level,Date and Time,Source,Event ID,Task Category',
  'Information,7/17/2002 12:40:01 PM,MSExchangeMig,10002,None,Migration begins.',
  'Error,7/17/2002 12:44:50 PM,MSExchangeMig,7017,None,Could not log onto the Message Store for Account: abaker',
  'Error,7/17/2002 12:45:10 PM,MSExchangeMig,7026,None,Migration Aborted due to Mapi logon failure.',
  'Error,7/17/2002 12:45:10 PM,Service Control Manager,7000,None,The service did not start.',
].join('\r\n');

const EVENT = 'Event ID: 7026\nSource: MSExchangeMig\nDescription: Migration Aborted due to Mapi logon failure.';

needs('chromium')('explaining, in a browser', () => {
  let bot: RunningBot;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    bot = await startLocalBot();
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(bot.page);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });

  const be = (name: string) => page.getByRole('button', { name }).first().click();
  const message = (text: string | RegExp): Locator => page.locator('.message').filter({ hasText: text }).last();
  const file = (name: string, mimeType: string, text: string) => ({ name, mimeType, buffer: Buffer.from(text) });

  test('the shortcut on a message with an exported log: answered in its thread, and to the asker a check', async () => {
    await be('Sam Stranger');
    await page
      .getByLabel('Files to attach')
      .first()
      .setInputFiles(file('application.csv', 'text/csv', LOG));
    const box = page.getByRole('textbox', { name: /message/i }).first();
    await box.fill('last night, on EX1');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await message('last night, on EX1').waitFor();

    await be('Riley Requester');
    const posted = message('last night, on EX1');
    await posted.hover();
    await posted.getByRole('button', { name: 'More actions' }).click();
    await page.screenshot({ path: join(shots, 'shortcut.png') });
    await page.getByRole('menuitem', { name: 'Explain this event' }).click();
    await posted.getByRole('button', { name: /repl/ }).click();

    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('Read from application.csv').waitFor();
    await thread.getByText('4 events, 3 of them of the migration').waitFor();
    await thread
      .getByText(/Alice Baker: /)
      .first()
      .waitFor();
    await page.screenshot({ path: join(shots, 'explained-in-thread.png') });

    await be('Avery Approver');
    await message('last night, on EX1').getByRole('button', { name: /repl/ }).click();
    const others = page.getByRole('complementary', { name: 'Thread' });
    await others.getByText('Read from application.csv').waitFor();
    expect(await others.getByText(/Alice Baker: /).count()).toBe(0);
  }, 120_000);

  test('the form, with a text, a file and a person', async () => {
    await be('Riley Requester');
    const box = page.getByRole('textbox', { name: /message/i }).first();
    await box.fill('/migcheck explain');
    await box.press('Enter');
    const form = page.getByRole('dialog', { name: 'Explain an event' });
    await form.getByRole('button', { name: 'Explain' }).click();
    await form.getByText('Paste the text of the event here').waitFor();
    await form.getByLabel(/The text of the event/).fill(EVENT);
    await form.locator('input[type=file]').setInputFiles(file('more.txt', 'text/plain', EVENT));
    await form.getByLabel(/Whose mailbox/).fill('jdoe as MS:CORP/PO1/JDOE');
    await page.screenshot({ path: join(shots, 'explain-form.png') });
    await form.getByRole('button', { name: 'Explain' }).click();

    await message('Read from more.txt').waitFor();
    const check = message('A 7026 really happened');
    await check.waitFor();
    expect(await check.textContent()).toContain('likely: The mailbox was made before the migration');
    await page.screenshot({ path: join(shots, 'explained-by-form.png') });
  }, 120_000);
});
