import type { KnownBlock } from '@slack/types';
import type { Snapshot } from '../snapshot.ts';
import type { Message } from '../workspace.ts';
import { Files } from './files.tsx';
import { fullTimeOf } from './slack.ts';
import { Drawing, Section } from './texts.tsx';

/** As much of an attachment as the page draws. */
type Drawn = {
  id?: number;
  is_share?: boolean;
  ts?: string;
  color?: string;
  author_name?: string;
  pretext?: string;
  title?: string;
  text?: string;
  fields?: { title: string; value: string }[];
  footer?: string;
  blocks?: KnownBlock[];
  message_blocks?: { message: { blocks: KnownBlock[] } }[];
  files?: { id: string }[];
};

/** What another app attached to a message, or the message that is forwarded in it. */
export function Attachments({ snapshot, message }: { snapshot: Snapshot; message: Message }) {
  // Their shape is Slack's for what is forwarded here; of other apps, whatever they sent is drawn as far as it is known.
  const attachments = (message.attachments ?? []) as readonly Drawn[];
  return attachments.map((attachment, index) => (
    <Attachment key={attachment.id ?? index} snapshot={snapshot} attachment={attachment} />
  ));
}

function Attachment({ snapshot, attachment }: { snapshot: Snapshot; attachment: Drawn }) {
  const { is_share, ts, color, author_name, pretext, title, fields = [], footer, files = [] } = attachment;
  const words = (text: string | undefined) => text && <Mrkdwn snapshot={snapshot} text={text} />;
  return (
    <>
      {words(pretext)}
      <blockquote className="attachment" style={color ? { borderColor: colourOf(color) } : undefined}>
        {author_name && <b>{author_name}</b>}
        {title && <p className="title">{title}</p>}
        <Content snapshot={snapshot} attachment={attachment} />
        {fields.map((field) => words(`*${field.title}*\n${field.value}`))}
        <Files snapshot={snapshot} ids={files.map(({ id }) => id)} />
        {footer && (
          <p className="hint">
            {footer}
            {is_share && ts && ` · ${fullTimeOf(ts)}`}
          </p>
        )}
      </blockquote>
    </>
  );
}

/** What people typed comes with blocks; of a forwarded card the words are shown, since nothing in it can be used. */
function Content({
  snapshot,
  attachment: { text, blocks, message_blocks },
}: {
  snapshot: Snapshot;
  attachment: Drawn;
}) {
  const known = blocks ?? message_blocks?.[0]?.message.blocks ?? [];
  const readable = known.every(({ type }) => type === 'rich_text' || type === 'section' || type === 'context');
  if (known.length === 0 || !readable) return text ? <Mrkdwn snapshot={snapshot} text={text} /> : null;
  return known.map((block, index) => (
    <Drawing key={block.block_id ?? index} snapshot={snapshot} block={withoutControls(block)} />
  ));
}

function withoutControls(block: KnownBlock): KnownBlock {
  if (block.type !== 'section') return block;
  const { accessory: _, ...rest } = block;
  return rest;
}

const Mrkdwn = ({ snapshot, text }: { snapshot: Snapshot; text: string }) => (
  <Section snapshot={snapshot} block={{ type: 'section', text: { type: 'mrkdwn', text } }} />
);

const NAMED_COLOURS = new Map([
  ['good', '#2eb886'],
  ['warning', '#daa038'],
  ['danger', '#a30200'],
]);

const colourOf = (color: string): string => NAMED_COLOURS.get(color) ?? `#${color}`;
