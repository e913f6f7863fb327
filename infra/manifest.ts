// Prints the manifest of the Slack app: `npm run -s manifest > slack-app.json` (docs/install.md).
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

const USAGE = `npm run -s manifest -- [--url URL] [--watch] > slack-app.json
  --url    what the deployment prints: https://…/slack/events
  --watch  with the scopes and events that WATCH_CHANNELS needs`;

const OPTIONS = { url: { type: 'string' }, watch: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Slack asks by https alone; a stand-in on this machine needs none. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

/** What goes to standard output. Slack takes an address that is none without a word until it is verified. */
function printed(args: string[]): string {
  const { help, ...options } = parseArgs({ args, options: OPTIONS }).values;
  if (help) return USAGE;
  const { url } = options;
  if (url !== undefined && !isAddress(url)) throw new TypeError('The address has to begin with https://.');
  if (url !== undefined && new URL(url).pathname !== '/slack/events')
    throw new TypeError('The address ends in /slack/events, as the deployment prints it.');
  return JSON.stringify(manifestFor(options), null, 2);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(`${printed(process.argv.slice(2))}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exitCode = 2;
  }
}
