import { type FormEvent, useId, useRef, useState } from 'react';
import type { Snapshot } from '../snapshot.ts';
import type { OpenView } from '../workspace.ts';
import { Avatar } from './avatar.tsx';
import { Blocks, type Entries, type OnEnter } from './blocks.tsx';
import { Dialog } from './dialog.tsx';
import type { Do } from './page.tsx';
import { useIsUploading } from './uploading.tsx';

type Props = { snapshot: Snapshot; open: OpenView; doAsMe: Do };

/** A modal that the app opened for this person. */
export function Modal({ snapshot, open, doAsMe }: Props) {
  const [entries, setEntries] = useState<Entries>({});
  const latest = useRef(entries);
  const [busy, setBusy] = useState(false);
  // As in Slack: what is sent without its file would be sent without it for good.
  const isUploading = useIsUploading();
  const id = useId();
  const { view, errors } = open;
  const close = () => void doAsMe('close', { viewId: open.id });
  const onEnter: OnEnter = (blockId, { actionId }, entry) => {
    const next = { ...latest.current, [blockId]: { ...latest.current[blockId], [actionId]: entry } };
    latest.current = next;
    setEntries(next);
    const isInput = view.blocks.some((block) => block.block_id === blockId && block.type === 'input');
    if (!isInput) return doAsMe('click', { viewId: open.id, blockId, actionId, entry, entries: next });
    return undefined;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    await doAsMe('submit', { viewId: open.id, entries: latest.current });
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
            <button
              type="submit"
              className="button primary"
              disabled={busy || isUploading}
              aria-busy={busy || isUploading}
            >
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
