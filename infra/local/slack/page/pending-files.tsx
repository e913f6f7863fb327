import { useState } from 'react';
import type { ShownFile } from '../snapshot.ts';
import { FileIcon } from './icons.tsx';
import type { FileWords } from './slack.ts';
import { useUpload } from './uploading.tsx';

/** A file that waits to be sent; without `file` it is still on its way up. */
export type Pending = { readonly key: string; readonly title: string; readonly file?: ShownFile };

export type PendingFiles = {
  readonly pending: readonly Pending[];
  add(bytes: Blob, words: FileWords): Promise<void>;
  remove(key: string): void;
  set(pending: readonly Pending[]): void;
};

/** The files that are put together for a message or for a field of a modal. */
export function usePendingFiles(): PendingFiles {
  const upload = useUpload();
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const remove = (key: string) => setPending((before) => before.filter((one) => one.key !== key));
  const add = async (bytes: Blob, words: FileWords) => {
    const key = crypto.randomUUID();
    const title = words.title || words.name;
    setPending((before) => [...before, { key, title }]);
    const file = await upload(bytes, words);
    if (!file) return remove(key);
    setPending((before) => before.map((one) => (one.key === key ? { ...one, file } : one)));
  };
  return { pending, add, remove, set: setPending };
}

type Props = { label: string; pending: readonly Pending[]; remove: (key: string) => void };

export function PendingList({ label, pending, remove }: Props) {
  if (pending.length === 0) return null;
  return (
    <ul className="pending" aria-label={label}>
      {pending.map(({ key, title, file }) => (
        <li key={key} aria-busy={file === undefined}>
          <FileIcon />
          <span className="name">{title}</span>
          <span className="hint">{file?.prettyType ?? 'uploading …'}</span>
          <button type="button" className="quiet" aria-label={`Remove ${title}`} onClick={() => remove(key)}>
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}
