import { type FormEvent, useId, useState } from 'react';
import { Dialog } from './dialog.tsx';

type Props = { close: () => void; create: (title: string, text: string) => void };

/** A longer text becomes a file of its own, with its first lines to be seen. */
export function SnippetDialog({ close, create }: Props) {
  const id = useId();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create(title.trim() || 'Untitled', text);
    close();
  };
  return (
    <Dialog labelledBy={id} close={close} className="confirm wide">
      <form className="stacked" onSubmit={submit}>
        <h2 id={id}>Create a text snippet</h2>
        <label htmlFor={`${id}title`}>
          Title <span className="optional">(optional)</span>
        </label>
        <input id={`${id}title`} type="text" value={title} onChange={(event) => setTitle(event.target.value)} />
        <label htmlFor={`${id}text`}>Content</label>
        <textarea id={`${id}text`} rows={8} value={text} onChange={(event) => setText(event.target.value)} />
        <footer>
          <button type="button" className="button plain" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={text.trim() === ''}>
            Create snippet
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
