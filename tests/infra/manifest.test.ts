import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import manifest from '../../infra/slack-manifest.json' with { type: 'json' };
import schema from '../../infra/slack-manifest.schema.json' with { type: 'json' };
import { SCOPES } from '../../infra/slack-scopes.ts';

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
    const typescript = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
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

  test('sends commands and clicks to the one route there is', () => {
    const [command, ...others] = manifest.features.slash_commands;

    expect(others).toEqual([]);
    expect(command).toMatchObject({ command: '/migcheck', should_escape: true });
    expect(new URL(command?.url ?? '').pathname).toBe('/slack/events');
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: command?.url });
  });

  test('takes no events, no socket, no organisation-wide installation and no rotating tokens', () => {
    expect(manifest.settings).toEqual({
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
  });
});
