import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepFile } from '../../../infra/local/slack/files/store.ts';
import { type Slack, startSlack } from '../../../infra/local/slack/start.ts';
import { manifestFor } from '../../../infra/manifest.ts';
import { openChat } from '../../../lib/adapters/chat/chat.ts';
import { FileWithheld } from '../../../lib/errors.ts';
import type { Chat, SlackFile } from '../../../lib/ports.ts';

const TOKEN = 'xoxb-a-bot-token';
const text = 'Event ID: 7026\r\nSource: MSExchangeMig\r\n'.repeat(5_000);

let slack: Slack;
let chat: Chat;
let asked: string[];
let elsewhere: ReturnType<typeof createServer>;

beforeAll(async () => {
  slack = await startSlack({ signingSecret: 's', botToken: TOKEN, manifest: manifestFor() });
  chat = openChat({ token: TOKEN, apiUrl: slack.apiUrl });
  asked = [];
  elsewhere = createServer((request, response) => {
    asked.push(String(request.headers.authorization));
    response.end('what somebody else says');
  }).listen(0, '127.0.0.1');
});
afterAll(async () => {
  elsewhere.close();
  await slack.close();
});

const bytesOf = async (file: SlackFile): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of chat.download(file)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

/** A file that Riley has given to the bot in their direct messages, or put where the bot is not. */
async function uploaded(channel: string): Promise<string> {
  const { id } = keepFile(slack.workspace, 'U0REQUEST', { name: 'log.txt', bytes: Buffer.from(text) });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ as: 'U0REQUEST', channel, text: '', files: [id] });
  await fetch(`${slack.url}/page/send`, { method: 'POST', headers, body });
  return id;
}

describe('a file of Slack', () => {
  test('is described by Slack, and comes byte for byte', async () => {
    const id = await uploaded('D0REQUEST');
    const file = await chat.file(id);

    expect(file).toMatchObject({ id, name: 'log.txt', bytes: text.length, mimetype: 'text/plain' });
    expect(file !== 'absent' && (await bytesOf(file))).toBe(text);
  });

  test('that is shared only where we are not is absent, and so is one that never was', async () => {
    expect(await chat.file(await uploaded('C0GENERAL'))).toBe('absent');
    expect(await chat.file('F0NEVER')).toBe('absent');
  });

  test('a login page with status 200 is not taken for the file', async () => {
    const file = await chat.file(await uploaded('D0REQUEST'));
    const wrong = openChat({ token: 'xoxb-another', apiUrl: slack.apiUrl });
    const download = async () => {
      if (file !== 'absent') for await (const _ of wrong.download(file));
    };

    await expect(download()).rejects.toEqual(new FileWithheld('page'));
  });

  test.each([
    'http://127.0.0.1:PORT/files-pri/T1-F1/log.txt',
    'https://files.slack.com.evil.example/x',
    'file:///etc/passwd',
  ])('is fetched from Slack alone, and our token goes nowhere else: %s', async (address) => {
    const { port } = elsewhere.address() as AddressInfo;
    const file = { id: 'F1', name: 'x', bytes: 1, mimetype: 'text/plain', url: address.replace('PORT', String(port)) };

    await expect(bytesOf(file)).rejects.toBeInstanceOf(FileWithheld);
    expect(asked).toEqual([]);
  });

  test('a text is attached in a thread', async () => {
    const { channel, ts } = await chat.post('C0MIGRATE', { text: 'parent', blocks: [] });
    await chat.attach({ channel, threadTs: ts }, [{ name: 'explained.txt', content: 'Ü' }]);
    const [file] = [...slack.workspace.files.values()].slice(-1);

    expect(file?.bytes.toString()).toBe('Ü');
    expect(slack.workspace.messages.at(-1)).toMatchObject({ channel, threadTs: ts, files: [file?.id] });
  });
});
