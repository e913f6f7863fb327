import { type DragEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Snapshot } from '../snapshot.ts';
import { AttachMenu } from './attach-menu.tsx';
import { SendIcon } from './icons.tsx';
import { PendingList, usePendingFiles } from './pending-files.tsx';

type Props = {
  label: string;
  commands: Snapshot['commands'];
  /** With the ids of the files that go with the text; false when it was not taken. */
  send: (text: string, files: readonly string[]) => Promise<boolean>;
};

const INVITE = { command: '/invite', description: 'Bring somebody into this channel', usage_hint: '@migcheck' };

/** Where one writes: Enter sends, Shift+Enter starts a new line, so that a pasted event keeps its lines. */
export function Composer({ label, commands, send }: Props) {
  const [text, setText] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const offered = commands.length > 0 ? [...commands, INVITE].filter(({ command }) => fits(command, text)) : [];
  useGrowing(area, text);
  const { pending, add, remove, set } = usePendingFiles();
  const files = pending.flatMap(({ file }) => file?.id ?? []);
  const isReady = files.length === pending.length && (text.trim() !== '' || files.length > 0);
  const submit = async () => {
    if (!isReady) return;
    setText('');
    set([]);
    const taken = await send(text, files);
    // Files cannot be typed again.
    if (!taken && files.length > 0) {
      setText(text);
      set(pending);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) void add(file, { name: file.name });
  };
  const complete = (command: string) => {
    setText(`${command} `);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Tab' && offered[0] && !event.shiftKey && text !== `${offered[0].command} `) {
      event.preventDefault();
      complete(offered[0].command);
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void submit();
  };
  return (
    <div className="composer">
      {offered.length > 0 && (
        <section className="commands" aria-label="Commands">
          {offered.map(({ command, description, usage_hint }) => (
            <button key={command} type="button" tabIndex={-1} onClick={() => complete(command)}>
              <b>{command}</b> <span className="hint">{usage_hint}</span>
              <span className="description">{description}</span>
            </button>
          ))}
        </section>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shorter way to what the clip's menu does. */}
      <div className="box" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <textarea
          ref={area}
          rows={1}
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <PendingList label="Files to send" pending={pending} remove={remove} />
        <div className="below">
          <AttachMenu add={add} />
          <span className="hint">
            <kbd>Enter</kbd> sends · <kbd>Shift</kbd> <kbd>Enter</kbd> new line
          </span>
          <button type="button" className="send" aria-label="Send" disabled={!isReady} onClick={() => void submit()}>
            <SendIcon />
          </button>
        </div>
      </div>
    </div>
  );
}

const fits = (command: string, text: string): boolean =>
  text.startsWith('/') && !text.includes('\n') && (command.startsWith(text.trimEnd()) || text.trimEnd() === command);

function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 260)}px`;
  }, [text]);
}
