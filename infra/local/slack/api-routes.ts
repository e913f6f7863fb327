import type { IncomingMessage } from 'node:http';
import { withFault } from './faults.ts';
import { type Answer, bodyOf, fieldsOf } from './http.ts';
import { respond } from './response-url.ts';
import { callMethod, readsJson } from './web-api/call.ts';
import { scopesOf } from './web-api/method.ts';
import type { Workspace } from './workspace.ts';

/** `/api/<method>`: the Web API, form-encoded or JSON. */
export async function answerApi(workspace: Workspace, request: IncomingMessage, url: URL): Promise<Answer | undefined> {
  const method = url.pathname.slice('/api/'.length);
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  const fields = fieldsOf(contentType, await bodyOf(request));
  if (!fields) return { status: 200, json: { ok: false, error: 'invalid_json' } };
  const isUnread = contentType.startsWith('application/json') && !readsJson(method);
  const args = { ...Object.fromEntries(url.searchParams), ...(isUnread ? {} : fields) };
  return withFault(workspace, method, () => ({
    status: 200,
    json: callMethod(workspace, method, authorization, args),
    headers: { 'x-oauth-scopes': scopesOf(workspace).join(',') },
  }));
}

/** `/actions/…`: response_urls, JSON only. */
export async function answerResponseUrl(
  workspace: Workspace,
  request: IncomingMessage,
  url: URL,
): Promise<Answer | undefined> {
  const fields = fieldsOf('application/json', await bodyOf(request));
  if (!fields) return { status: 400, text: 'invalid_payload' };
  return withFault(workspace, 'response_url', () => respond(workspace, url.pathname, fields));
}
