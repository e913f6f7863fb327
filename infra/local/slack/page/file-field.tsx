import { type ChangeEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Entry } from '../elements.ts';
import { fileProblem, mostFiles } from '../files/limits.ts';
import type { Drawn } from './controls.tsx';
import { PendingList, usePendingFiles } from './pending-files.tsx';

type Props = {
  aria: { id: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: boolean | undefined };
  element: Drawn;
  enter: (entry: Entry) => unknown;
};

/** A `file_input` of a modal: files go up as they are chosen, and their ids are what is entered. */
export function FileField({ aria, element, enter }: Props) {
  const { pending, add, remove } = usePendingFiles();
  const [problem, setProblem] = useState<string>();
  const most = mostFiles(element.max_files);
  const { filetypes } = element;
  useEntered(
    pending.flatMap(({ file }) => file?.id ?? []),
    enter,
  );
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = '';
    const tooMany = pending.length + chosen.length > most ? `You can only upload ${files(most)} here.` : undefined;
    const wrong = tooMany ?? chosen.map((file) => fileProblem(file, filetypes)).find((found) => found !== undefined);
    setProblem(wrong);
    if (!wrong) for (const file of chosen) void add(file, { name: file.name });
  };
  return (
    <>
      <input
        {...aria}
        type="file"
        multiple={most > 1}
        accept={filetypes?.map((ending) => `.${ending}`).join(',')}
        onChange={choose}
      />
      <p className="hint">Up to {files(most)}, 10 MB each</p>
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      <PendingList label="Chosen files" pending={pending} remove={remove} />
    </>
  );
}

const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

/** Hands over the ids whenever they have become others, before anybody can click on what is shown with them. */
function useEntered(ids: readonly string[], enter: (entry: Entry) => unknown) {
  const given = useRef('');
  const now = ids.join(' ');
  useLayoutEffect(() => {
    if (given.current === now) return;
    given.current = now;
    enter(now === '' ? null : now.split(' '));
  });
}
