import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { type RunningBot, startLocalBot } from '../support/local-bot.ts';
import { needs } from '../support/machine.ts';

const root = join(__dirname, '..', '..');
const shots = join(root, '.local', 'screenshots');
/** `npm run screenshot` renews the picture in the README; a test run leaves it alone. */
const readmeShot = process.env.UPDATE_SCREENSHOT ? join(root, 'docs', 'screenshot.png') : join(shots, 'readme.png');

needs('chromium')('the whole story, in a browser', () => {
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

  const say = async (text: string) => {
    const box = page.getByRole('textbox', { name: /message/i });
    await box.fill(text);
    await box.press('Enter');
  };
  const be = (name: string) => page.getByRole('button', { name }).first().click();
  const message = (text: string | RegExp): Locator => page.locator('.message').filter({ hasText: text }).last();

  test("a check, a proposal, another person's approval, the write, and the history", async () => {
    await say('/migcheck jdoe');
    const unknown = message('John Doe: the MS Mail address is not known');
    await unknown.getByRole('button', { name: 'Enter the MS address' }).click();
    const modal = page.getByRole('dialog');
    await modal.getByRole('textbox').fill('CORP/PO1');
    await modal.getByRole('button', { name: 'Check' }).click();
    await modal.getByText('three parts').waitFor();
    await modal.getByRole('textbox').fill('MS:CORP/PO1/JDOE');
    await modal.getByRole('button', { name: 'Check' }).click();

    const answer = message('John Doe: the wizard will not find the mailbox (event 7026)');
    await answer.getByRole('button', { name: 'Propose this fix' }).click();
    const proposal = message('Approval wanted: John Doe');
    await proposal.waitFor();
    await page.screenshot({ path: join(shots, 'proposal.png') });

    await proposal.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await message('Nobody approves their own proposal').waitFor();

    await be('Sam Stranger');
    expect(await page.getByText('Only visible to you').count()).toBe(0);
    await message('Approval wanted: John Doe').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await message('You are not among the approvers').waitFor();

    await be('Avery Approver');
    await message('Approval wanted: John Doe').waitFor();
    await page.screenshot({ path: readmeShot });
    await message('Approval wanted: John Doe').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    const applied = message('Applied and read back: John Doe');
    await applied.waitFor();
    expect(await applied.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await applied.textContent()).toContain('+ migrate:MS:CORP/PO1/JDOE');
    await page.screenshot({ path: join(shots, 'applied.png') });

    await be('Riley Requester');
    await say('/migcheck jdoe as MS:CORP/PO1/JDOE');
    await message('John Doe: the wizard will find the mailbox').waitFor();
    await say('/migcheck history jdoe');
    const history = message('History of John Doe');
    await history.waitFor();
    const said = await history.textContent();
    for (const step of ['proposed', 'approved', 'taken up for writing', 'applied and read back'])
      expect(said).toContain(step);
    await page.screenshot({ path: join(shots, 'history.png') });
  }, 120_000);

  test('the change is undone on approval: the value goes, the first card says so, and what waited is gone', async () => {
    await message('Applied and read back: John Doe').getByRole('button', { name: 'Undo' }).click();
    const undo = message('Approval wanted for an undo: John Doe');
    await undo.waitFor();
    expect(await undo.textContent()).toContain('- migrate:MS:CORP/PO1/JDOE');
    expect(await undo.textContent()).toContain('an undo no longer helps');
    await page.screenshot({ path: join(shots, 'undo.png') });

    await be('Avery Approver');
    await say('/migcheck pending');
    const pending = message('1 to decide');
    await pending.getByRole('link', { name: 'Open' }).click();
    await page.screenshot({ path: join(shots, 'pending.png') });
    await message('Approval wanted for an undo: John Doe').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await message('Undone and read back: John Doe').waitFor();
    await message('Applied, undone since: John Doe').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: join(shots, 'undone-phone.png') });
    await page.setViewportSize({ width: 1280, height: 900 });

    await be('Riley Requester');
    await say('/migcheck jdoe as MS:CORP/PO1/JDOE');
    await message('John Doe: the wizard will not find the mailbox (event 7026)').waitFor();
  }, 120_000);
});
