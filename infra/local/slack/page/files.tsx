import type { ShownFile, Snapshot } from '../snapshot.ts';
import { DownloadIcon, FileIcon } from './icons.tsx';

type Props = { snapshot: Snapshot; ids: readonly string[] };

/** The files of a message: what each is called, what it is, how long, and of a snippet its first lines. */
export function Files({ snapshot, ids }: Props) {
  const files = ids.flatMap((id) => snapshot.files[id] ?? []);
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id} className="file">
          <Facts me={snapshot.me} file={file} />
          {file.preview !== undefined && <Preview preview={file.preview} moreLines={file.moreLines ?? 0} />}
        </li>
      ))}
    </ul>
  );
}

function Facts({ me, file }: { me: string; file: ShownFile }) {
  return (
    <div className="facts">
      <FileIcon />
      <span className="about">
        <b>{file.title}</b>
        <span className="hint">
          {file.prettyType} · {sizeOf(file.size)}
        </span>
      </span>
      <a className="quiet" href={`/page/files/${file.id}?as=${me}`} download aria-label={`Download ${file.title}`}>
        <DownloadIcon />
      </a>
    </div>
  );
}

function Preview({ preview, moreLines }: { preview: string; moreLines: number }) {
  return (
    <>
      <pre>{preview}</pre>
      {moreLines > 0 && <p className="hint">{moreLines === 1 ? '1 more line' : `${moreLines} more lines`}</p>}
    </>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
