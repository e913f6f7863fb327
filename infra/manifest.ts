// Prints the manifest of the Slack app: `npm run -s manifest -- [--url https://…/slack/events] [--watch]`.
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { WATCH_SCOPES } from '../lib/doctor/scopes.ts';
import base from './slack-manifest.json' with { type: 'json' };

export type ManifestOptions = {
  /** Where Slack posts to: what the deployment prints, with its path. */
  readonly url?: string;
  /** With the scopes and events that WATCH_CHANNELS needs. */
  readonly watch?: boolean;
};

/** The manifest as Slack takes it (https://docs.slack.dev/reference/app-manifest). */
export function manifestFor({ url, watch = false }: ManifestOptions = {}) {
  const manifest: typeof base = url
    ? JSON.parse(JSON.stringify(base).replaceAll(base.settings.interactivity.request_url, url))
    : structuredClone(base);
  if (!watch) return manifest;
  manifest.oauth_config.scopes.bot.push(...Object.keys(WATCH_SCOPES));
  manifest.settings.event_subscriptions.bot_events.push('message.channels', 'message.groups');
  return manifest;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { url: { type: 'string' }, watch: { type: 'boolean' } } });
  process.stdout.write(`${JSON.stringify(manifestFor(values), null, 2)}\n`);
}
