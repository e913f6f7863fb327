import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { FileWithheld, SlackRefused } from '../../errors.ts';
import type { SlackFile } from '../../ports.ts';
import { isSlacks, translated } from './call.ts';

/** The whole download has to end within this many milliseconds. */
const DOWNLOAD_TIMEOUT = 20_000;

/** What files.info answers for a file that we are not to see, or that is not there any more. */
const NOT_TO_BE_SEEN = new Set(['file_not_found', 'file_deleted', 'access_denied', 'not_visible', 'no_permission']);

/** Throws FileWithheld for a token that may not read files. Files that only point to somewhere else (Google Drive) have no bytes in Slack. */
export async function describeFile(client: WebClient, id: string): Promise<SlackFile | 'absent'> {
  try {
    const { file } = await translated(() => client.files.info({ file: id }));
    const url = file?.url_private_download ?? file?.url_private;
    if (!url || file?.is_external) return 'absent';
    const name = file?.name ?? file?.title ?? id;
    return { id, name, bytes: file?.size ?? 0, mimetype: file?.mimetype ?? '', url };
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    if (NOT_TO_BE_SEEN.has(error.reason)) return 'absent';
    throw error.reason === 'missing_scope' ? new FileWithheld('page', { cause: error }) : error;
  }
}

type Access = { readonly token: string; readonly apiUrl?: string | undefined };

/** A token that may not read files gets a login page and status 200, or is sent to one. */
function isPage(response: Response, { mimetype }: SlackFile): boolean {
  const type = response.headers.get('content-type') ?? '';
  return response.status >= 300 || (type.startsWith('text/html') && !mimetype.startsWith('text/html'));
}

/** The file's bytes as they come; between two pieces other work gets its turn. */
export async function* downloadFile(file: SlackFile, { token, apiUrl }: Access): AsyncGenerator<Uint8Array> {
  if (!isSlacks(file.url, 'files', apiUrl)) throw new FileWithheld('page');
  try {
    const response = await fetch(file.url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT),
    });
    if (response.status >= 500) throw new Error(`Slack answered ${response.status} to a download`);
    if (!response.body || isPage(response, file)) throw new FileWithheld('page');
    for await (const piece of response.body) {
      yield piece;
      await nextTurn();
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw new FileWithheld('too-slow', { cause: error });
    throw error;
  }
}
