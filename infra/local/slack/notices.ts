import type { KnownBlock } from '@slack/types';
import type { Draft } from './posting.ts';
import type { Workspace } from './workspace.ts';

/** Whom a piece of a message calls, by its text (`<@U1>`, `<!subteam^S1>`) or by an element of rich text. */
type Called = { readonly people: readonly string[]; readonly groups: readonly string[] };

/** Mentions in a text that Slack reads as mrkdwn; escaped ones are words. */
const calledInText = (text: string): Called => ({
  people: [...text.matchAll(/<@(\w+)(?:\|[^>]*)?>/g)].map(([, id = '']) => id),
  groups: [...text.matchAll(/<!subteam\^(\w+)(?:\|[^>]*)?>/g)].map(([, id = '']) => id),
});

/** Mentions in blocks: elements of rich text, and text objects of the type mrkdwn. */
function calledInBlocks(value: unknown): Called {
  if (typeof value !== 'object' || value === null) return { people: [], groups: [] };
  const { type, text, user_id: user, usergroup_id: group }: { [key: string]: unknown } = { ...value };
  if (type === 'user') return { people: [String(user)], groups: [] };
  if (type === 'usergroup') return { people: [], groups: [String(group)] };
  if (type === 'mrkdwn') return calledInText(String(text));
  const inner = Object.values(value).map(calledInBlocks);
  return { people: inner.flatMap(({ people }) => people), groups: inner.flatMap(({ groups }) => groups) };
}

const called = (text: string, blocks: readonly KnownBlock[]): Called =>
  blocks.length > 0 ? calledInBlocks(blocks) : calledInText(text);

/**
 * Who is told of a message when it is posted: whom it names and whoever is in a group that it names, as far as they are
 * in the channel; in direct messages the other one. Nobody is told of their own message, of an ephemeral one, or of what
 * is only put in its place later (https://slack.com/help/articles/205240127-Use-mentions-in-Slack).
 */
export function toldBy(workspace: Workspace, { channel, user, text, blocks = [], onlyFor }: Draft): readonly string[] {
  const place = workspace.channels.get(channel);
  if (!place || onlyFor !== undefined) return [];
  const { people, groups } = called(text, blocks);
  const members = groups.flatMap((group) => workspace.groups.get(group)?.users ?? []);
  const named = place.kind === 'im' ? [...place.members] : [...people, ...members];
  return [...new Set(named)].filter((person) => person !== user && place.members.has(person));
}
