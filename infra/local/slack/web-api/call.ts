import type { JsonObject } from '../block-kit/problems.ts';
import type { Workspace } from '../workspace.ts';
import { getPermalink, postEphemeral, postMessage, update } from './chat.ts';
import { filesCompleteUploadExternal, filesGetUploadURLExternal, filesInfo } from './files.ts';
import { authTest, conversationsInfo, teamInfo, usergroupsUsersList, usersInfo } from './lookups.ts';
import { hasScope, type Method, missingScope, type Reply, refuse, text } from './method.ts';
import { blocksValidate, viewsOpen, viewsUpdate } from './views.ts';

const METHODS = new Map<string, Method>(
  Object.entries({
    'auth.test': authTest,
    'blocks.validate': blocksValidate,
    'chat.getPermalink': getPermalink,
    'chat.postEphemeral': postEphemeral,
    'chat.postMessage': postMessage,
    'chat.update': update,
    'conversations.info': conversationsInfo,
    'files.completeUploadExternal': filesCompleteUploadExternal,
    'files.getUploadURLExternal': filesGetUploadURLExternal,
    'files.info': filesInfo,
    'team.info': teamInfo,
    'usergroups.users.list': usergroupsUsersList,
    'users.info': usersInfo,
    'views.open': viewsOpen,
    'views.update': viewsUpdate,
  }),
);

/** Whether a method reads a JSON body; one that does not sees no arguments in it. */
export const readsJson = (name: string): boolean => METHODS.get(name)?.formOnly !== true;

/** Calls a Web API method as the token's owner may. https://docs.slack.dev/apis/web-api/ */
export function callMethod(workspace: Workspace, name: string, authorization: string, args: JsonObject): Reply {
  const method = METHODS.get(name);
  if (!method) return refuse('unknown_method', { req_method: name });
  const token = /^Bearer (.+)$/.exec(authorization)?.[1] ?? text(args.token);
  if (!token) return refuse('not_authed');
  if (token !== workspace.settings.botToken) return refuse('invalid_auth');
  const { scopes, run } = method;
  if (scopes.length > 0 && !scopes.some((scope) => hasScope(workspace, scope))) return missingScope(workspace, scopes);
  return run(workspace, args);
}
