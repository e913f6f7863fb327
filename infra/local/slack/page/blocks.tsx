import type { KnownBlock } from '@slack/types';
import { Message as BlockKit, type MessageProps } from 'slack-blocks-to-jsx';
import type { Entry } from '../elements.ts';
import type { Snapshot } from '../snapshot.ts';
import { Control, type ControlElement, isControl } from './controls.tsx';
import { InputRow } from './input-row.tsx';

export type Entries = { readonly [blockId: string]: { readonly [actionId: string]: Entry } };

/** Somebody pressed, chose or typed. */
export type OnEnter = (blockId: string, element: ControlElement, entry: Entry) => unknown;

type Props = {
  snapshot: Snapshot;
  blocks: readonly KnownBlock[];
  entries: Entries;
  onEnter: OnEnter;
  errors?: { readonly [blockId: string]: string };
};

/** Block Kit: what is only read is drawn by the library; what is used is our own, so that it works. */
export function Blocks({ snapshot, blocks, entries, onEnter, errors = {} }: Props) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => {
        const blockId = block.block_id ?? String(index);
        const common = { snapshot, entered: entries[blockId] ?? {}, error: errors[blockId] };
        const enter = (element: ControlElement, entry: Entry) => onEnter(blockId, element, entry);
        return <OneBlock key={blockId} block={block} blockId={blockId} enter={enter} {...common} />;
      })}
    </div>
  );
}

type OneProps = {
  snapshot: Snapshot;
  block: KnownBlock;
  blockId: string;
  entered: { readonly [actionId: string]: Entry };
  error: string | undefined;
  enter: (element: ControlElement, entry: Entry) => unknown;
};

function OneBlock({ snapshot, block, blockId, entered, error, enter }: OneProps) {
  const control = (element: unknown, key?: string) =>
    isControl(element) && (
      <Control key={key ?? element.action_id} {...{ snapshot, element, entered: entered[element.action_id], enter }} />
    );
  switch (block.type) {
    case 'actions':
      return <div className="actions">{block.elements.map((element) => control(element))}</div>;
    case 'input':
      return <InputRow {...{ snapshot, block, blockId, entered, error, enter }} />;
    case 'section': {
      const { accessory, ...rest } = block;
      if (!isControl(accessory)) return <ReadOnly snapshot={snapshot} block={block} />;
      return (
        <div className="with-accessory">
          <ReadOnly snapshot={snapshot} block={rest} />
          {control(accessory)}
        </div>
      );
    }
    default:
      return <ReadOnly snapshot={snapshot} block={block} />;
  }
}

function ReadOnly({ snapshot, block }: { snapshot: Snapshot; block: KnownBlock }) {
  // The library has types of its own for the same blocks.
  const blocks = [block] as MessageProps['blocks'];
  return (
    <div className={`block-kit block-${block.type}`} data-theme="light">
      <BlockKit blocks={blocks} hooks={mentions(snapshot)} logo="" name="" theme="light" withoutWrapper />
    </div>
  );
}

/** Mentions by the names of this workspace; a label after the id (`U0REQUEST|riley`) does not count, as in Slack. */
function mentions({ people, channels, groups, me }: Snapshot): MessageProps['hooks'] {
  const bare = (id: string) => id.split('|')[0] ?? id;
  const chip = (words: string, mine = false) => <span className={mine ? 'mention mine' : 'mention'}>{words}</span>;
  return {
    user: ({ id }) =>
      chip(`@${people.find((person) => person.id === bare(id))?.realName ?? bare(id)}`, bare(id) === me),
    channel: ({ id }) => chip(`#${channels.find((channel) => channel.id === bare(id))?.name ?? bare(id)}`),
    usergroup: ({ id }) => chip(`@${groups.find((group) => group.id === bare(id))?.name ?? bare(id)}`),
  };
}
