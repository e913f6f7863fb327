import type { IncomingMessage } from 'node:http';
import { type Answer, bytesOf } from '../http.ts';
import { shownFile } from '../snapshot.ts';
import type { Workspace } from '../workspace.ts';
import { MOST_BYTES_IN_A_FILE } from './limits.ts';
import { bytesAnswer } from './routes.ts';
import { keepFile, personSees } from './store.ts';

/**
 * POST `/page/upload?as=…&name=…[&title=…][&snippet=true]`, the bytes as they are: answers the file, which nobody else
 * sees until its id is sent with a message or a modal.
 */
export async function answerPageUpload(workspace: Workspace, request: IncomingMessage, url: URL): Promise<Answer> {
  // A foreign page can post a form or a text without asking, but not this.
  if (request.headers['content-type'] !== 'application/octet-stream') return { status: 415, text: 'bytes are needed' };
  const [user, name, title] = ['as', 'name', 'title'].map((field) => url.searchParams.get(field) ?? '');
  if (!user || !workspace.people.has(user) || !name) return { status: 400, text: 'as and name are needed' };
  const bytes = await bytesOf(request, MOST_BYTES_IN_A_FILE);
  const asSnippet = url.searchParams.get('snippet') === 'true';
  const file = keepFile(workspace, user, { name, title, bytes, asSnippet });
  return { status: 200, json: { ok: true, file: shownFile(file) } };
}

/** GET `/page/files/<id>?as=…`: a file, for whoever sees it. */
export function pageDownload(workspace: Workspace, url: URL): Answer {
  const file = workspace.files.get(url.pathname.slice('/page/files/'.length));
  const seen = file && personSees(workspace, file, url.searchParams.get('as') ?? '');
  return seen ? bytesAnswer(file, true) : { status: 404, text: 'not found' };
}
