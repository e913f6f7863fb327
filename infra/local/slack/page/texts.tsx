import type { ContextBlock, HeaderBlock, KnownBlock, RichTextElement, SectionBlock, TextObject } from '@slack/types';
import { Message as BlockKit, type MessageProps } from 'slack-blocks-to-jsx';
import type { Snapshot } from '../snapshot.ts';

/** Between two characters it is not seen, and keeps them from being read as one sign. */
const WORD_JOINER = '\u2060';

/** A block as the library draws it, with the mentions of this workspace. */
export function Drawing({ snapshot, block }: { snapshot: Snapshot; block: KnownBlock }) {
  // The library has types of its own for the same blocks.
  const blocks = [block] as MessageProps['blocks'];
  return (
    <div className={`block-kit block-${block.type}`} data-theme="light">
      <BlockKit blocks={blocks} hooks={hooks(snapshot)} logo="" name="" theme="light" withoutWrapper />
    </div>
  );
}

/**
 * A text object as Slack shows it. The library turns the escaped `&lt;@U1&gt;` into a mention, and reads plain_text as
 * if it were mrkdwn; so the one is joined up before it gets it, and the other is handed to it as rich text.
 */
function Words({ snapshot, text }: { snapshot: Snapshot; text: TextObject }) {
  const block: KnownBlock =
    text.type === 'mrkdwn'
      ? { type: 'section', text: { ...text, text: unescaped(text.text) } }
      : { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: withEmoji(text.text) }] };
  return <Drawing snapshot={snapshot} block={block} />;
}

/** Entities become their characters, and never the start of a mention or a link. */
const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|amp);(?=(\S?))/g, (_, name: string, next: string) => {
    if (name === 'gt') return `${WORD_JOINER}>`;
    if (name === 'lt') return next === '' ? '<' : `<${WORD_JOINER}`;
    return /[lga]/.test(next) ? `&${WORD_JOINER}` : '&';
  });

/** plain_text knows nothing but `:emoji:`. */
const withEmoji = (text: string): RichTextElement[] =>
  text
    .split(/(:[a-z0-9_+'-]+:)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^:[^:\s]+:$/.test(part)
        ? { type: 'emoji', name: part.slice(1, -1) }
        : { type: 'text', text: part.replace(/&(lt|gt|amp);/g, (_, name) => SIGNS.get(name) ?? '') },
    );

const SIGNS = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
]);

export function Header({ snapshot, block }: { snapshot: Snapshot; block: HeaderBlock }) {
  return (
    <h3 className="header">
      <Words snapshot={snapshot} text={block.text} />
    </h3>
  );
}

export function Section({ snapshot, block }: { snapshot: Snapshot; block: SectionBlock }) {
  return (
    <div className="section">
      {block.text && <Words snapshot={snapshot} text={block.text} />}
      {block.fields && (
        <div className="fields">
          {keyed(block.fields).map(([key, field]) => (
            <Words key={key} snapshot={snapshot} text={field} />
          ))}
        </div>
      )}
    </div>
  );
}

export function Context({ snapshot, block }: { snapshot: Snapshot; block: ContextBlock }) {
  return (
    <div className="context">
      {keyed(block.elements).map(([key, element]) =>
        element.type === 'image' ? (
          <span key={key}>[{element.alt_text}]</span>
        ) : (
          <Words key={key} snapshot={snapshot} text={element} />
        ),
      )}
    </div>
  );
}

/** Parts of a block have no names of their own: their places serve. */
const keyed = <T,>(parts: readonly T[]): [string, T][] => parts.map((part, index) => [String(index), part]);

/** Mentions by the names of this workspace; a label after the id (`U0REQUEST|riley`) does not count, as in Slack. */
function hooks({ people, channels, groups, me }: Snapshot): MessageProps['hooks'] {
  const bare = (id: string) => id.split('|')[0] ?? id;
  const nameIn = (known: readonly { id: string; name: string }[], id: string) =>
    known.find((one) => one.id === bare(id))?.name ?? bare(id);
  const named = people.map(({ id, realName }) => ({ id, name: realName }));
  const chip = (words: string, mine = false) => <span className={mine ? 'mention mine' : 'mention'}>{words}</span>;
  return {
    user: ({ id }) => chip(`@${nameIn(named, id)}`, bare(id) === me),
    channel: ({ id }) => chip(`#${nameIn(channels, id)}`),
    usergroup: ({ id }) =>
      chip(
        `@${nameIn(groups, id)}`,
        groups.some((group) => group.id === bare(id) && group.mine),
      ),
    // What stands between two colons need not be an emoji: ldap://dc1:389.
    emoji: (emoji, parse) => {
      const name = emoji.name.replace(/^:|:$/g, '');
      const drawn = parse({ ...emoji, name });
      return drawn.includes(name) ? `:${name}:` : drawn;
    },
  };
}
