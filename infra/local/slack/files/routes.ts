import type { IncomingMessage } from 'node:http';
import { withFault } from '../faults.ts';
import { type Answer, bytesOf } from '../http.ts';
import { botScopes } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import { MOST_BYTES_IN_A_FILE } from './limits.ts';
import { appSees, type StoredFile } from './store.ts';

/** What a browser gets that nobody is logged in with; the real one too comes with status 200. */
const LOGIN_PAGE: Answer = {
  status: 200,
  type: 'text/html; charset=utf-8',
  text: '<!DOCTYPE html><html lang="en"><head><title>Sign in | Slack</title></head><body><form>Sign in to Fabrikam</form></body></html>\n',
};

/**
 * `/files-pri/<team>-<file>/[download/]<name>`: url_private, for the app's token with `files:read`. Whoever may not have
 * the file is shown the login page. https://docs.slack.dev/reference/objects/file-object
 */
export async function answerDownload(
  workspace: Workspace,
  request: IncomingMessage,
  url: URL,
): Promise<Answer | undefined> {
  const [, , teamAndFile = '', ...rest] = url.pathname.split('/');
  const file = workspace.files.get(teamAndFile.slice(workspace.team.id.length + 1));
  const { botToken, manifest } = workspace.settings;
  const trusted = request.headers.authorization === `Bearer ${botToken}` && botScopes(manifest).includes('files:read');
  const allowed = file && trusted && appSees(workspace, file);
  return withFault(workspace, 'url_private', () => (allowed ? bytesAnswer(file, rest[0] === 'download') : LOGIN_PAGE));
}

/** A file's bytes; as a download, the browser does not open them. */
export function bytesAnswer({ bytes, kind, name }: StoredFile, download: boolean): Answer {
  const attachment = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return {
    status: 200,
    type: kind.mimetype,
    bytes,
    // A page that somebody uploaded does not run as if it were ours.
    headers: { 'content-security-policy': 'sandbox', ...(download ? { 'content-disposition': attachment } : {}) },
  };
}

/**
 * `/upload/v1/…`: the bytes of an announced file, raw or as the one file of a multipart form. They have to be as many as
 * announced. https://docs.slack.dev/messaging/working-with-files
 */
export async function answerUpload(
  workspace: Workspace,
  request: IncomingMessage,
  url: URL,
): Promise<Answer | undefined> {
  const upload = [...workspace.uploads.values()].find(({ path }) => path === url.pathname);
  if (request.method !== 'POST' || !upload) return { status: 404, text: 'not found' };
  const bytes = await sentBytes(request);
  return withFault(workspace, 'upload_url', () => {
    if (bytes?.length !== upload.length) return { status: 400, text: 'Bad Request' };
    upload.bytes = bytes;
    return { status: 200, text: `OK - ${bytes.length}` };
  });
}

async function sentBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const body = await bytesOf(request, MOST_BYTES_IN_A_FILE);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => value instanceof Blob);
  return file && Buffer.from(await file.arrayBuffer());
}
