import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { needs } from '../../support/machine.ts';
import { type Bench, plain, type Received, richManifest, startBench } from './stub-app.ts';

const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-quic'];
const OFFLINE = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

const LOG = Array.from({ length: 8 }, (_, line) => `line ${line + 1}`).join('\n');
const file = (name: string, text = LOG) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

needs('chromium')('What leads to the app on the page, in Chromium', () => {
  let browser: Browser;
  let bench: Bench;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...QUIET, ...OFFLINE] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    bench = await startBench({ manifest: richManifest() });
    page = await browser.newPage();
    await page.goto(`${bench.slack.url}/?as=U0REQUEST#C0MIGRATE`);
  });
  afterEach(async () => {
    await page?.close();
    await bench?.stop();
  });

  const composer = () => page.getByRole('textbox', { name: 'Message #migration' });
  const messages = () => page.getByRole('list', { name: 'Messages in #migration' });
  const attach = async (item: string) => {
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const say = (text: string, more: object = {}) =>
    bench.page('send', { as: 'U0APPROVE', channel: 'C0MIGRATE', text, ...more });

  test('files are attached, taken back, and sent with a message', async () => {
    const chooser = page.waitForEvent('filechooser');
    await attach('Upload from your computer');
    await (await chooser).setFiles([file('app.log'), file('wrong.log'), file('wizard.png')]);
    await page.getByRole('button', { name: 'Remove wrong.log' }).click();
    await composer().fill('look');
    await page.getByRole('button', { name: 'Send' }).click();
    const shown = messages().getByRole('list', { name: 'Files' });
    await shown.getByText('wizard.png').waitFor();
    expect(await shown.textContent()).toBe(
      `app.logPlain Text · ${LOG.length} bytesline 1\nline 2\nline 3\nline 4\nline 53 more lineswizard.pngPNG · ${LOG.length} bytes`,
    );
    expect(await bench.events()).toMatchObject([
      { subtype: 'file_share', text: 'look', files: [{ name: 'app.log' }, { name: 'wizard.png' }] },
    ]);
  });

  test('a file is downloaded', async () => {
    await say('', { files: [await bench.upload('U0APPROVE', 'app.log', LOG)] });
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download app.log' }).click();
    expect((await download).suggestedFilename()).toBe('app.log');
  });

  test('a text becomes a snippet', async () => {
    await attach('Create a text snippet');
    const dialog = page.getByRole('dialog', { name: 'Create a text snippet' });
    await dialog.getByLabel('Title').fill('The event');
    await dialog.getByLabel('Content').fill(LOG);
    await dialog.getByRole('button', { name: 'Create snippet' }).click();
    await page.getByRole('list', { name: 'Files to send' }).getByText('Plain Text').waitFor();
    await composer().press('Enter');
    await messages().getByText('3 more lines').waitFor();
    expect(await bench.events()).toMatchObject([
      { files: [{ title: 'The event', mode: 'snippet', size: LOG.length }] },
    ]);
  });

  test('a file is dropped where one writes', async () => {
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['Event 7026'], 'dropped.log'));
      return transfer;
    });
    await page.locator('.composer .box').dispatchEvent('drop', { dataTransfer: data });
    await page.getByRole('list', { name: 'Files to send' }).getByText('Plain Text').waitFor();
    await composer().press('Enter');
    await messages().getByText('dropped.log').waitFor();
  });

  test('a shortcut is used with the keyboard alone, also on a reply', async () => {
    await say('An event');
    const { ts } = await bench.newest('U0REQUEST', 'C0MIGRATE');
    await say('Event 7026', { threadTs: ts });
    await page.getByRole('button', { name: /1 reply/ }).click();
    const reply = page.getByRole('complementary', { name: 'Thread' }).getByRole('listitem').last();
    await reply.getByRole('button', { name: 'More actions' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menuitem').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    const asked = new Promise<Received>((resolve) => {
      bench.answerWith((received) => {
        resolve(received);
        return {};
      });
    });
    await page.keyboard.press('Enter');
    await asked;
    expect(bench.payload()).toMatchObject({
      type: 'message_action',
      callback_id: 'explain',
      message: { text: 'Event 7026', thread_ts: ts },
    });
  });

  test('a message is forwarded, and shown as a quotation with its files', async () => {
    const files = [await bench.upload('U0APPROVE', 'app.log', LOG)];
    await say('What is this?', { channel: 'C0APPROVE', files });
    await page.getByRole('button', { name: 'approvals' }).click();
    const original = page.locator('.message').filter({ hasText: 'What is this?' });
    await original.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Forward message' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forward this message' });
    await dialog.getByLabel('To').selectOption('#migration');
    await dialog.getByLabel('Message').fill('@migcheck please');
    await dialog.getByRole('button', { name: 'Forward' }).click();
    await page.getByRole('button', { name: 'migration', exact: true }).click();
    const quotation = messages().locator('blockquote');
    await quotation.getByText('app.log').waitFor();
    const shown = await quotation.textContent();
    for (const words of ['Avery Approver', 'What is this?', 'Posted in #approvals']) expect(shown).toContain(words);
    expect(await bench.events('app_mention')).toMatchObject([{ attachments: [{ files: [{ id: files[0] }] }] }]);
  });

  test('a modal takes files, and refuses what is too large or of another type before it is sent', async () => {
    const element = { type: 'file_input', action_id: 'files', filetypes: ['log', 'csv'], max_files: 2 };
    const blocks = [{ type: 'input', block_id: 'log', label: plain('Log files'), element }];
    const view = { type: 'modal', title: plain('Explain'), submit: plain('Go'), blocks };
    bench.answerWith(async ({ form }) => {
      if (form.command) await bench.api('views.open', { trigger_id: form.trigger_id, view });
      return {};
    });
    await composer().fill('/migcheck explain');
    await composer().press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Explain' });
    const input = dialog.getByLabel('Log files');
    await input.setInputFiles([file('movie.mp4')]);
    await dialog.getByText('movie.mp4 is not an accepted file type (log, csv).').waitFor();
    await input.setInputFiles([file('big.log', 'x'.repeat(10_000_001))]);
    await dialog.getByText('big.log is too large. The maximum file size is 10 MB.').waitFor();
    await input.setInputFiles([file('a.log'), file('b.log'), file('c.log')]);
    await dialog.getByText('You can only upload 2 files here.').waitFor();
    expect(bench.slack.workspace.files.size).toBe(0);
    await input.setInputFiles([file('a.log'), file('b.csv')]);
    await dialog.getByText('CSV', { exact: true }).waitFor();
    await dialog.getByText('Plain Text').waitFor();
    await dialog.getByRole('button', { name: 'Go' }).click();
    await dialog.waitFor({ state: 'detached' });
    const names = bench.payload().view.state.values.log.files.files.map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual(['a.log', 'b.csv']);
  });

  test('another app’s message shows what it attached', async () => {
    const fields = [{ title: 'Source', value: 'MSExchangeMig' }];
    const attachments = [{ pretext: 'Alarm', title: 'EXCH01', text: '*Event* 7026', fields, footer: 'scom' }];
    bench.slack.controls.postAsBot('C0MIGRATE', { attachments, blocks: [] });
    await messages().getByText('Server monitoring').waitFor();
    const shown = await messages().textContent();
    for (const words of ['Alarm', 'EXCH01', 'Event 7026', 'Source\nMSExchangeMig', 'scom'])
      expect(shown).toContain(words);
  });

  test('on a telephone the menu is there without hovering, and nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await say('', { files: [await bench.upload('U0APPROVE', `${'long'.repeat(30)}.log`, 'x'.repeat(400))] });
    const more = messages().getByRole('button', { name: 'More actions' });
    await more.waitFor();
    expect(await page.locator('.message .tools').evaluate((tools) => getComputedStyle(tools).opacity)).toBe('1');
    await more.click();
    const { x, width } = (await page.getByRole('menu', { name: 'More actions' }).boundingBox()) ?? { x: -1, width: 0 };
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  const listOf = (...elements: object[]) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'ordered', elements: [{ type: 'rich_text_section', elements }] }],
  });

  test('a list with a long word in bold is no wider than a thread on a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const text = `the column lacks migrate:MS:${'NETWORK/POSTOFFICE/MAILBOX'.repeat(2)} for this user`;
    const blocks = [listOf({ type: 'text', text: 'In short: ', style: { bold: true } }, { type: 'text', text })];
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'x', blocks });
    await say('a reply', { threadTs: ts });
    await page.getByRole('button', { name: /1 reply/ }).click();
    const item = page.getByRole('complementary', { name: 'Thread' }).getByText('the column lacks');
    await item.waitFor();
    const { x, width } = (await item.boundingBox()) ?? { x: 0, width: 999 };
    expect(x + width).toBeLessThanOrEqual(390);
  });

  test('a link to a message opens its thread, and no other page', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0APPROVE', text: 'the parent' });
    const { ts: reply } = await bench.api('chat.postMessage', {
      channel: 'C0APPROVE',
      text: 'the reply',
      thread_ts: ts,
    });
    const { permalink: url } = await bench.form('chat.getPermalink', { channel: 'C0APPROVE', message_ts: reply });
    const blocks = [listOf({ type: 'link', url, text: 'read the answer' })];
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'x', blocks });
    await page.getByRole('link', { name: 'read the answer' }).click();
    await page.getByRole('complementary', { name: 'Thread' }).getByText('the reply').waitFor();
    await page.getByRole('main', { name: '#approvals' }).waitFor();
    expect(page.context().pages()).toHaveLength(1);
  });
});

needs('chromium')('The page of an app that takes no messages, in Chromium', () => {
  test('says so in the place where one would write', async () => {
    const manifest = richManifest();
    const bench = await startBench({ manifest: { ...manifest, features: { ...manifest.features, app_home: {} } } });
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...QUIET, ...OFFLINE] });
    const page = await browser.newPage();
    await page.goto(`${bench.slack.url}/?as=U0REQUEST#D0REQUEST`);
    await page.getByText('Sending messages to this app has been turned off.').waitFor();
    const places = await page.getByRole('textbox').count();
    await browser.close();
    await bench.stop();
    expect(places).toBe(0);
  });
});
