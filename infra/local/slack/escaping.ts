import type { Workspace } from './workspace.ts';

const LINK = /(?<url>\bhttps?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"])/;
const MAIL = /(?<mail>[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)/;
// Slack links bare host names only under top-level domains that exist; a few are enough here.
const HOST = /(?<host>\b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|dev|de|uk)\b)/;
const PERSON = /(?<![\w@])@(?<handle>[a-z0-9][\w.-]*[a-z0-9])/;
const CHANNEL = /(?<![\w&#])#(?<channel>[a-z0-9][\w-]*)/;
const ANY = new RegExp([LINK, MAIL, HOST, PERSON, CHANNEL].map(({ source }) => source).join('|'), 'gi');

/** `& < >` as entities, as Slack has them in every text. https://docs.slack.dev/messaging/formatting-message-text */
const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Text as Slack hands it to an app whose command has `should_escape`: people, groups and channels as ids with their
 * names, links and addresses wrapped. https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export const escapeText = (text: string, workspace: Workspace): string =>
  entities(text).replace(ANY, (...match) => wrapped(match, workspace) ?? match[0]);

/**
 * Text as Slack keeps it of a message that somebody typed. People and groups are bare ids here, and a block of code has
 * nothing wrapped but addresses of pages. https://docs.slack.dev/messaging/formatting-message-text
 */
export function messageText(typed: string, workspace: Workspace): string {
  const parts = typed.trim().split(CODE);
  return parts.map((part, index) => (index % 2 === 1 ? codeText(part) : proseText(part, workspace))).join('');
}

const CODE = /(```[\s\S]+?```|`[^`\n]+`)/;
const LINKS = new RegExp(LINK.source, 'gi');

const codeText = (code: string): string =>
  code.startsWith('```') ? entities(code).replace(LINKS, '<$<url>>') : entities(code);

const proseText = (prose: string, workspace: Workspace): string =>
  escapeText(prose, workspace).replace(/<(@U\w+|!subteam\^S\w+)\|[^<>]*>/g, '<$1>');

function wrapped(match: readonly unknown[], workspace: Workspace): string | undefined {
  const found = match.at(-1) as { readonly [kind: string]: string | undefined };
  if (found.url) return `<${found.url}>`;
  if (found.mail) return `<mailto:${found.mail}|${found.mail}>`;
  if (found.host) return `<http://${found.host}|${found.host}>`;
  if (found.handle) return mention(found.handle, workspace);
  return channelLink(found.channel ?? '', workspace);
}

function mention(handle: string, { people, groups }: Workspace): string | undefined {
  const person = [...people.values()].find(({ name }) => name === handle.toLowerCase());
  if (person) return `<@${person.id}|${person.name}>`;
  const group = [...groups].find(([, { handle: known }]) => known === handle.toLowerCase());
  return group && `<!subteam^${group[0]}|@${handle}>`;
}

function channelLink(name: string, { channels }: Workspace): string | undefined {
  const channel = [...channels.values()].find((known) => known.kind !== 'im' && known.name === name.toLowerCase());
  return channel && `<#${channel.id}|${channel.name}>`;
}
