import type { KnownBlock } from '@slack/types';
import type { Entry } from '../elements.ts';
import type { Snapshot } from '../snapshot.ts';
import { Control, type ControlElement, isControl } from './controls.tsx';
import { DataTable } from './data-table.tsx';
import { InputRow } from './input-row.tsx';
import { Context, Drawing, Header, Section } from './texts.tsx';

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

/** Block Kit: what is only read is drawn by the library; what people use is our own, so that it works. */
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
    case 'section':
      return (
        <div className="with-accessory">
          <Section snapshot={snapshot} block={block} />
          {control(block.accessory)}
        </div>
      );
    case 'header':
      return <Header snapshot={snapshot} block={block} />;
    case 'data_table':
      return <DataTable snapshot={snapshot} block={block} />;
    case 'context':
      return <Context snapshot={snapshot} block={block} />;
    default:
      return <Drawing snapshot={snapshot} block={block} />;
  }
}
