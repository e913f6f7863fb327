import { createContext, type ReactNode, useCallback, useContext } from 'react';
import { MOST_BYTES_IN_A_FILE } from '../files/limits.ts';
import type { ShownFile } from '../snapshot.ts';
import { type FileWords, sendFile } from './slack.ts';

/** Sends a file to Slack as the person of the page; undefined when it was not taken, and a notice says why. */
type Upload = (bytes: Blob, words: FileWords) => Promise<ShownFile | undefined>;

const Uploading = createContext<Upload>(() => Promise.resolve(undefined));

export const useUpload = (): Upload => useContext(Uploading);

type Props = { me: string; setNotice: (notice: string) => void; children: ReactNode };

export function UploadProvider({ me, setNotice, children }: Props) {
  const upload: Upload = useCallback(
    async (bytes, words) => {
      const tooLarge = bytes.size > MOST_BYTES_IN_A_FILE;
      const file = tooLarge ? undefined : await sendFile(me, bytes, words);
      if (!file) setNotice(`${words.name} ${tooLarge ? 'is too large: more than 200 MB.' : 'could not be uploaded.'}`);
      return file;
    },
    [me, setNotice],
  );
  return <Uploading value={upload}>{children}</Uploading>;
}
