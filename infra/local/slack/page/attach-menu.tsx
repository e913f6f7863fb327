import { type ChangeEvent, useRef, useState } from 'react';
import { PaperclipIcon } from './icons.tsx';
import { Menu } from './menu.tsx';
import type { FileWords } from './slack.ts';
import { SnippetDialog } from './snippet-dialog.tsx';

type Props = { add: (bytes: Blob, words: FileWords) => Promise<void> };

/** The paper clip: files from this computer, or a text that becomes one. */
export function AttachMenu({ add }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [writing, setWriting] = useState(false);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    for (const file of event.target.files ?? []) void add(file, { name: file.name });
    event.target.value = '';
  };
  const create = (title: string, text: string) => void add(new Blob([text]), { name: title, title, snippet: true });
  const items = [
    { label: 'Upload from your computer', act: () => input.current?.click() },
    { label: 'Create a text snippet', act: () => setWriting(true) },
  ];
  return (
    <>
      <Menu label="Attach" icon={<PaperclipIcon />} items={items} />
      <input ref={input} type="file" multiple hidden aria-label="Files to attach" onChange={choose} />
      {writing && <SnippetDialog close={() => setWriting(false)} create={create} />}
    </>
  );
}
