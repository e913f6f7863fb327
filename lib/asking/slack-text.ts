/** Slack's entities, each undone exactly once (https://docs.slack.dev/messaging/formatting-message-text). */
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** What word processors and Slack put in the place of what a keyboard types. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]/g, '"'],
  [/[\u2018\u2019\u201a\u201b\uff07]/g, "'"],
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/\r\n?/g, '\n'],
];

/** `<mailto:a@b|a@b>`, `<http://x|x>`, `<tel:1|1>`: the label is what was typed. */
const LINK = /<(?:mailto:|tel:|https?:\/\/)([^|<>]*)(?:\|([^<>]*))?>/gi;
/** `<#C123|general>`: a channel that was named. */
const CHANNEL = /<#[A-Z0-9]+(?:\|([^<>]*))?>/g;

const unlinked = (whole: string, target: string, label: string | undefined): string =>
  label || (/^<mailto:|^<tel:/i.test(whole) ? target : whole.slice(1, -1));

/** Undoes what Slack does to text that a person typed or pasted; mentions of users stay as they are. */
export function fromSlack(text: string): string {
  const bare = text
    .replace(LINK, unlinked)
    .replace(CHANNEL, (_, name: string | undefined) => `#${name ?? ''}`)
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
  return TYPOGRAPHY.reduce((sofar, [pattern, plain]) => sofar.replace(pattern, plain), bare);
}

/** The user id of a mention that stands alone (`<@U012AB3CD|jane>`, ids start with U or W), in Slack's raw text. */
export const mentionIn = (raw: string): string | undefined => /^<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>$/.exec(raw.trim())?.[1];
