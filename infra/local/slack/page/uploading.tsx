import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { MOST_BYTES_IN_A_FILE } from '../files/limits.ts';
import type { ShownFile } from '../snapshot.ts';
import { type FileWords, sendFile } from './slack.ts';

/** Sends a file to Slack as the person of the page; undefined when it was not taken, and a notice says why. */
type Upload = (bytes: Blob, words: FileWords) => Promise<ShownFile | undefined>;

const Uploading = createContext<Upload>(() => Promise.resolve(undefined));
const Running = createContext(0);

export const useUpload = (): Upload => useContext(Uploading);

/** Whether a file is still on its way. */
export const useIsUploading = (): boolean => useContext(Running) > 0;

type Props = { me: string; setNotice: (notice: string) => void; children: ReactNode };

export function UploadProvider({ me, setNotice, children }: Props) {
  const [running, setRunning] = useState(0);
  const upload: Upload = useCallback(
    async (bytes, words) => {
      const tooLarge = bytes.size > MOST_BYTES_IN_A_FILE;
      setRunning((count) => count + 1);
      const sending = tooLarge ? Promise.resolve(undefined) : sendFile(me, bytes, words);
      const file = await sending.finally(() => setRunning((count) => count - 1));
      if (!file) setNotice(`${words.name} ${tooLarge ? 'is too large: more than 200 MB.' : 'could not be uploaded.'}`);
      return file;
    },
    [me, setNotice],
  );
  return (
    <Uploading value={upload}>
      <Running value={running}>{children}</Running>
    </Uploading>
  );
}
