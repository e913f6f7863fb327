import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { manifestFor } from '../../infra/manifest.ts';
import schema from '../../infra/slack-manifest.schema.json' with { type: 'json' };
import { SCOPES, WATCH_SCOPES } from '../../lib/doctor/scopes.ts';

const manifest = manifestFor();

const typescript = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
const printed = (words: readonly string[]) =>
  spawnSync(process.execPath, [...typescript, join(__dirname, '../../infra/manifest.ts'), ...words], {
    encoding: 'utf8',
  });

const isManifest = new Ajv({ strict: false }).compile(schema);

describe('the Slack app manifest', () => {
  test('is one by the types of @slack/web-api', () => {
    expect(isManifest(manifest)).toBe(true);
  });

  test.each([
    ['a scope that Slack does not have', { ...manifest, oauth_config: { scopes: { bot: ['chat:shout'] } } }],
    ['a key that Slack does not know', { ...manifest, sockets: true }],
    ['no name', { ...manifest, display_information: {} }],
  ])('would not pass with %s', (_, wrong) => {
    expect(isManifest(wrong)).toBe(false);
  });

  test('its schema is what the installed @slack/web-api says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'migcheck-manifest-'));
    const script = join(__dirname, '../../infra/manifest-schema.ts');
    const words = [...typescript, script, join(folder, 'fresh.json')];
    const { stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });

    expect(stderr).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'fresh.json'), 'utf8'))).toEqual(schema);
    rmSync(folder, { recursive: true });
  });

  test('gives a reason for every scope, and asks for every scope that has one', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(Object.keys(SCOPES).sort());
    for (const { because } of Object.values(SCOPES)) expect(because.length).toBeGreaterThan(20);
  });

  test('watching channels is an option with scopes of its own', () => {
    const watching = manifestFor({ watch: true });

    expect(isManifest(watching)).toBe(true);
    expect(watching.oauth_config.scopes.bot).toEqual([
      ...manifest.oauth_config.scopes.bot,
      ...Object.keys(WATCH_SCOPES),
    ]);
    expect(watching.settings.event_subscriptions.bot_events).toEqual([
      ...manifest.settings.event_subscriptions.bot_events,
      'message.channels',
      'message.groups',
    ]);
  });

  test('with the address of a deployment, everything goes there', () => {
    const url = 'https://abc.execute-api.eu-central-1.amazonaws.com/slack/events';

    expect(JSON.stringify(manifestFor({ url }))).not.toContain('replace-with');
    expect(JSON.stringify(manifestFor({ url })).split(url)).toHaveLength(4);
  });

  test.each([
    ['an address that is none', ['--url', 'foo'], 'has to begin with https://'],
    ['an address without its path', ['--url', 'https://abc.example.com'], 'ends in /slack/events'],
    ['an option that there is not', ['--wath'], "Unknown option '--wath'"],
  ])('%s is refused with what it takes: nothing is printed that could be pasted', (_, words, why) => {
    const { status, stdout, stderr } = printed(words);

    expect(stderr).toContain(why);
    expect(stderr).toContain('npm run -s manifest -- [--url URL]');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('--help says what it takes', () => {
    expect(printed(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('[--url URL] [--watch]') });
  });

  test('sends commands, clicks and events to the one route there is', () => {
    const [command, ...others] = manifest.features.slash_commands;

    expect(others).toEqual([]);
    expect(command).toMatchObject({ command: '/migcheck', should_escape: true });
    expect(new URL(command?.url ?? '').pathname).toBe('/slack/events');
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: command?.url });
    expect(manifest.settings.event_subscriptions.request_url).toBe(command?.url);
  });

  test('hears mentions and its own direct messages, and no other message', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_mention', 'message.im']);
    expect(manifest.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  test('takes no socket, no organisation-wide installation and no rotating tokens', () => {
    expect(manifest.settings).toEqual({
      event_subscriptions: expect.anything(),
      interactivity: expect.anything(),
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    });
  });

  test("keeps to the lengths of Slack's manifest reference", () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
    expect(manifest.features.slash_commands[0]?.usage_hint.length).toBeLessThanOrEqual(1000);
    for (const { name, description } of manifest.features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });
});
