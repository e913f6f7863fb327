import { type FormEvent, useId, useState } from 'react';
import type { Snapshot } from '../snapshot.ts';
import type { OpenView } from '../workspace.ts';
import { Avatar } from './avatar.tsx';
import { Blocks, type Entries, type OnEnter } from './blocks.tsx';
import { Dialog } from './dialog.tsx';
import type { Do } from './page.tsx';

type Props = { snapshot: Snapshot; open: OpenView; doAsMe: Do };

/** A modal that the app opened for this person. */
export function Modal({ snapshot, open, doAsMe }: Props) {
  const [entries, setEntries] = useState<Entries>({});
  const [busy, setBusy] = useState(false);
  const id = useId();
  const { view, errors } = open;
  const close = () => void doAsMe('close', { viewId: open.id });
  const onEnter: OnEnter = (blockId, { actionId }, entry) => {
    const next = { ...entries, [blockId]: { ...entries[blockId], [actionId]: entry } };
    setEntries(next);
    const isInput = view.blocks.some((block) => block.block_id === blockId && block.type === 'input');
    if (!isInput) return doAsMe('click', { viewId: open.id, blockId, actionId, entry, entries: next });
    return undefined;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    await doAsMe('submit', { viewId: open.id, entries });
    setBusy(false);
  };
  const app = snapshot.people.find(({ id: person }) => person === snapshot.appUser);
  return (
    <Dialog labelledBy={id} close={close} className="modal">
      <form onSubmit={(event) => void submit(event)}>
        <header>
          <Avatar person={app} size={28} />
          <h2 id={id}>{view.title.text}</h2>
          <button type="button" className="quiet" aria-label="Close window" onClick={close}>
            ✕
          </button>
        </header>
        <div className="modal-body">
          <Blocks snapshot={snapshot} blocks={view.blocks} entries={entries} onEnter={onEnter} errors={errors} />
        </div>
        <footer>
          <button type="button" className="button plain" onClick={close}>
            {view.close?.text ?? 'Cancel'}
          </button>
          {view.submit && (
            <button type="submit" className="button primary" disabled={busy} aria-busy={busy}>
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
