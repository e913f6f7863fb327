import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { needs } from '../../support/machine.ts';
import { type Bench, button, menu, plain, type Received, section, startBench } from './stub-app.ts';

const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-quic'];
const OFFLINE = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

needs('chromium')('The page, in Chromium', () => {
  let browser: Browser;
  let bench: Bench;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...QUIET, ...OFFLINE] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    bench = await startBench({ banner: 'Real directory: read-only' });
    bench.answerWith(answer);
    page = await browser.newPage();
    await page.goto(`${bench.slack.url}/?as=U0REQUEST#C0MIGRATE`);
  });
  afterEach(async () => {
    await page?.close();
    await bench?.stop();
  });

  /** The stub: a card for the command, and for each button what its name says. */
  async function answer({ form }: Received) {
    if (form.command) return { json: { text: 'card', blocks: card } };
    const { type, actions, trigger_id, response_url, view } = JSON.parse(form.payload ?? '{}');
    if (type === 'view_submission') {
      const reason = view.state.values.reason.value.value;
      if (reason === 'no') return { json: { response_action: 'errors', errors: { reason: 'Say a little more' } } };
      await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: `Denied: ${reason}` });
    } else if (actions[0].action_id === 'deny') await bench.api('views.open', { trigger_id, view: modal });
    else if (actions[0].action_id === 'hang') return { hang: true };
    else await answerAction(response_url, actions[0]);
    return {};
  }
  const answerAction = (
    url: string,
    { action_id, selected_option }: { action_id: string; selected_option?: { value: string } },
  ) =>
    fetch(url, {
      method: 'POST',
      body: JSON.stringify({
        text: `${action_id} ${selected_option?.value ?? ''}`.trim(),
        response_type: 'in_channel',
      }),
    });

  const confirm = {
    title: plain('Share it?'),
    text: plain('Everybody will see it.'),
    confirm: plain('Share'),
    deny: plain('Keep'),
  };
  const card = [
    { type: 'header', text: plain('The wizard will not find Jane') },
    section('*Mailbox* of <@U0APPROVE|avery> &amp; more', { accessory: menu('wizard', ['5.5-rtm', '5.5-sp1']) }),
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'MS:NET/PO/USER' }] }],
    },
    { type: 'actions', elements: [button('share', { confirm }), button('deny', { style: 'danger' }), button('hang')] },
  ];
  const modal = {
    type: 'modal',
    title: plain('Deny the change'),
    submit: plain('Deny it'),
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Reason'),
        hint: plain('Everybody sees it.'),
        element: { type: 'plain_text_input', action_id: 'value', multiline: true },
      },
    ],
  };

  const composer = () => page.getByRole('textbox', { name: 'Message #migration' });
  const messages = () => page.getByRole('list', { name: 'Messages in #migration' });
  const become = (name: string) => page.getByRole('button', { name, exact: true }).click();
  async function askForCard() {
    await composer().fill('/migcheck jane');
    await composer().press('Enter');
    await page.getByRole('heading', { name: 'The wizard will not find Jane' }).waitFor();
  }
  const count = (words: string) => messages().getByText(words).count();

  test('shows a card to the asker alone, with its mentions by name', async () => {
    await askForCard();
    expect(await count('Only visible to you')).toBe(1);
    expect(await messages().textContent()).toContain('Mailbox of @Avery Approver & more');
    expect(await page.getByText('Real directory: read-only').count()).toBe(1);
    await become('Avery Approver');
    await page.getByRole('button', { name: 'Avery Approver', pressed: true }).waitFor();
    expect(await messages().getByText('The wizard will not find Jane').count()).toBe(0);
  });

  test('shows a user group by its handle, and to its members as theirs', async () => {
    const group = { type: 'usergroup', usergroup_id: 'S0MIGADMIN' };
    const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [group] }] }];
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'x', blocks });
    const mention = messages().locator('.mention', { hasText: '@migration-admins' });
    await mention.waitFor();
    expect(await mention.getAttribute('class')).toBe('mention');
    await become('Avery Approver');
    await messages().locator('.mention.mine', { hasText: '@migration-admins' }).waitFor();
  });

  test('keeps the lines of a pasted event', async () => {
    await composer().fill('/migcheck explain Event ID: 7026');
    await composer().press('Shift+Enter');
    await composer().pressSequentially('Source: MSExchangeMig');
    await composer().press('Enter');
    await page.getByRole('heading', { name: 'The wizard will not find Jane' }).waitFor();
    expect(bench.received[0]?.form.text).toBe('explain Event ID: 7026\nSource: MSExchangeMig');
  });

  test('sends what was chosen in a menu', async () => {
    await askForCard();
    await page.getByRole('combobox', { name: 'Choose' }).selectOption('5.5-sp1');
    await messages().getByText('wizard 5.5-sp1').waitFor();
  });

  test('asks for the confirmation that a button wants, and does nothing when it is refused', async () => {
    await askForCard();
    await page.getByRole('button', { name: 'share' }).click();
    await page.getByRole('dialog', { name: 'Share it?' }).getByRole('button', { name: 'Keep' }).click();
    expect(bench.received).toHaveLength(1);
    await page.getByRole('button', { name: 'share' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click();
    await messages().getByText('share', { exact: true }).last().waitFor();
    expect(bench.received).toHaveLength(2);
  });

  test('opens a modal, shows what is wrong beside the field, and submits', async () => {
    await askForCard();
    await page.getByRole('button', { name: 'deny' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deny the change' });
    const reason = dialog.getByRole('textbox', { name: 'Reason' });
    await dialog.getByRole('button', { name: 'Deny it' }).click();
    await dialog.getByText('Please complete this required field.').waitFor();
    await reason.fill('no');
    await dialog.getByRole('button', { name: 'Deny it' }).click();
    await dialog.getByText('Say a little more').waitFor();
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    await reason.fill('Wrong post office');
    await dialog.getByRole('button', { name: 'Deny it' }).click();
    await messages().getByText('Denied: Wrong post office').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  test('says when the app did not answer in time', async () => {
    await askForCard();
    await page.getByRole('button', { name: 'hang' }).click();
    await page.getByRole('alert').getByText('operation_timeout').waitFor();
  });

  test('shows replies beside the channel', async () => {
    const { ts } = await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'Proposal' });
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'Applied', thread_ts: ts });
    await page.getByRole('button', { name: /1 reply/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('Applied').waitFor();
    await thread.getByRole('textbox', { name: 'Reply' }).fill('Thank you');
    await thread.getByRole('textbox', { name: 'Reply' }).press('Enter');
    await thread.getByText('Thank you').waitFor();
    await page.getByRole('button', { name: /2 replies/ }).waitFor();
  });

  test('shows escaped and plain text as it is written, and reads mentions only where Slack does', async () => {
    const blocks = [
      section('A &lt;@U0APPROVE&gt; B &amp;lt; C &lt;https://x.example|y&gt; *bold*'),
      { type: 'context', elements: [plain('D <@U0APPROVE> *E* ldap://127.0.0.1:389 end'), plain(':warning:')] },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'F <@U0APPROVE> &lt; *G* :warning: 1:2:3' }] },
        ],
      },
    ];
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'text', blocks });
    await messages().getByText('bold').waitFor();
    const shown = (await messages().textContent())?.replaceAll('\u2060', '');
    expect(shown).toContain('A <@U0APPROVE> B &lt; C <https://x.example|y> bold');
    expect(shown).toContain('D <@U0APPROVE> *E* ldap://127.0.0.1:389 end⚠️');
    expect(shown).toContain('F <@U0APPROVE> &lt; *G* :warning: 1:2:3');
  });

  test('shows the beginning of a message that is taller than the window', async () => {
    const tall = [
      section('The verdict'),
      ...Array.from({ length: 20 }, (_, index) => section(`more ${index}\n\n\nand more`)),
    ];
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'tall', blocks: tall });
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'taller', blocks: tall });
    await messages().getByText('The verdict').nth(1).waitFor();
    await page.waitForFunction(() => {
      const verdict = [...document.querySelectorAll('.message:last-child .section')][0]?.getBoundingClientRect();
      return verdict !== undefined && verdict.top > 0 && verdict.bottom < 300;
    });
  });

  test('takes nothing from elsewhere, whatever a message holds', async () => {
    const elsewhere = bench.slack.workspace.eventsUrl;
    const image = { type: 'image', image_url: elsewhere, alt_text: 'pixel' };
    const refused = page.waitForEvent('requestfailed', (request) => request.url() === elsewhere);
    await bench.api('chat.postMessage', { channel: 'C0MIGRATE', text: 'look', blocks: [image] });
    expect((await refused).failure()?.errorText).toBe('csp');
    expect(bench.received).toEqual([]);
  });
});

test('The page is built from its sources', async () => {
  const bench = await startBench();
  const [html, script, style] = await Promise.all(
    ['/', '/page.js', '/page.css'].map(async (path) => (await fetch(`${bench.slack.url}${path}`)).text()),
  );
  await bench.stop();
  expect(html).toContain('<script src="/page.js">');
  expect(script).toContain('Only visible to you');
  expect(style).toContain('.block-kit');
  expect(style).not.toContain('#slack_blocks_to_jsx');
});
