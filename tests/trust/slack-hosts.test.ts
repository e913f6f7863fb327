import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Slack, startSlack } from '../../infra/local/slack/start.ts';
import { manifestFor } from '../../infra/manifest.ts';
import { isSlacks } from '../../lib/adapters/chat/call.ts';
import { openChat } from '../../lib/adapters/chat/chat.ts';
import { wordsIn } from '../support/rig/people.ts';

const TOKEN = 'xoxb-a-bot-token';
const CARD = { text: 'John Doe will not be found.', blocks: [] };

let slack: Slack;
let elsewhere: Server;
/** Sends whoever asks it on to `elsewhere`. */
let redirecting: Server;
let asked: string[] = [];

const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const portOf = (server: Server): string => String((server.address() as AddressInfo).port);

beforeAll(async () => {
  slack = await startSlack({ signingSecret: 's', botToken: TOKEN, manifest: manifestFor() });
  elsewhere = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.authorization}`);
    response.end('ok');
  });
  redirecting = createServer((_, response) =>
    response.writeHead(307, { location: `http://127.0.0.1:${portOf(elsewhere)}/` }).end(),
  );
  await Promise.all([listening(elsewhere), listening(redirecting)]);
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  elsewhere.close();
  redirecting.close();
  await slack.close();
});

describe('an answer goes to Slack alone, whatever the response_url says', () => {
  test.each([
    ['another server', 'http://127.0.0.1:PORT/commands/T1/1/x'],
    ['the credentials of the function', 'http://169.254.169.254/latest/meta-data/'],
    ['a host that begins like Slack’s', 'https://hooks.slack.com.evil.example/commands/T1/1/x'],
    ['Slack as the user of another host', 'https://hooks.slack.com@127.0.0.1:PORT/x'],
    ['Slack without TLS', 'http://hooks.slack.com/commands/T1/1/x'],
    ['another port of Slack', 'https://hooks.slack.com:8443/commands/T1/1/x'],
    ['a file', 'file:///etc/passwd'],
    ['no address', 'hooks.slack.com'],
    ['another Slack than the one that we call', 'https://slack.com/api/chat.postMessage'],
  ])('%s is not asked; the asker reads it in the channel', async (_, address) => {
    const chat = openChat({ token: TOKEN, apiUrl: slack.apiUrl });
    const responseUrl = address.replace('PORT', portOf(elsewhere));
    await chat.answer({ user: 'U0REQUEST', replyTo: { channel: 'C0MIGRATE', responseUrl } }, CARD);

    const [last] = slack.workspace.messages.slice(-1);
    expect(last && wordsIn(last)).toContain(CARD.text);
    expect(last?.onlyFor).toBe('U0REQUEST');
    expect(asked).toEqual([]);
  });

  test('and is not sent on by a redirection', async () => {
    const chat = openChat({ token: TOKEN, apiUrl: `http://127.0.0.1:${portOf(redirecting)}/api/` });
    const responseUrl = `http://127.0.0.1:${portOf(redirecting)}/commands/T1/1/x`;

    await expect(
      chat.answer({ user: 'U0REQUEST', replyTo: { channel: 'C0MIGRATE', responseUrl } }, CARD),
    ).rejects.toThrow();
    expect(asked).toEqual([]);
  });

  test('where no other Slack is set, as on AWS, only its two hosts are Slack', () => {
    const local = `http://127.0.0.1:${portOf(elsewhere)}/x`;

    expect(isSlacks('https://hooks.slack.com/commands/T1/1/x', 'hooks', undefined)).toBe(true);
    expect(isSlacks('https://files.slack.com/files-pri/T1-F1/log.txt', 'files', undefined)).toBe(true);
    expect(isSlacks('https://files.slack.com/files-pri/T1-F1/log.txt', 'hooks', undefined)).toBe(false);
    expect(isSlacks(local, 'hooks', undefined)).toBe(false);
  });
});
