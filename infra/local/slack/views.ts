import type { KnownBlock } from '@slack/types';
import { isObject, type JsonObject, type Problem } from './block-kit/problems.ts';
import { modalProblems } from './block-kit/validate.ts';
import { type Entries, stateValues } from './elements.ts';
import { hasFileInput } from './files/input.ts';
import { parsed } from './incoming.ts';
import { botScopes, type Manifest } from './manifest.ts';
import { newId, shortId } from './short-id.ts';
import { changed, type Modal, now, type OpenView, type Workspace } from './workspace.ts';

export type ReadView =
  | { readonly kind: 'view'; readonly view: Modal }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Reads a modal as an app sent it, as an object or as a string of JSON. */
export function readView({ settings }: Workspace, sent: unknown): ReadView {
  const view = parsed(sent);
  const problems = [...modalProblems(view), ...unreadableFiles(settings.manifest, view)];
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'view', view: withIds(view as Modal) };
}

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element: only with the scope `files:read`. */
function unreadableFiles(manifest: Manifest, view: unknown): Problem[] {
  const blocks = isObject(view) && Array.isArray(view.blocks) ? view.blocks : [];
  if (botScopes(manifest).includes('files:read') || !hasFileInput(blocks)) return [];
  return [{ pointer: '/view/blocks', message: 'file_input needs the scope files:read' }];
}

/** Opens a modal for a person, or puts a new one in the place of the one with this id. */
export function show(workspace: Workspace, person: string, view: Modal, id?: string): OpenView {
  const open: OpenView = {
    id: id ?? newId('V'),
    person,
    view,
    hash: `${Math.floor(now(workspace) / 1000)}.${shortId()}`,
    errors: {},
  };
  workspace.views.set(open.id, open);
  changed(workspace);
  return open;
}

export function closeView(workspace: Workspace, id: string): void {
  workspace.views.delete(id);
  changed(workspace);
}

/** A view as the Web API answers it and as the payloads carry it. */
export function viewFields(workspace: Workspace, open: OpenView, entries: Entries = {}): JsonObject {
  const { team, app } = workspace;
  const { view } = open;
  return {
    id: open.id,
    team_id: team.id,
    type: 'modal',
    title: view.title,
    close: view.close ?? null,
    submit: view.submit ?? null,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values: stateValues(workspace, view.blocks, entries) },
    hash: open.hash,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    previous_view_id: null,
    root_view_id: open.id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

/** Slack names the blocks and input elements that the app left without a name. */
function withIds(view: Modal): Modal {
  const blocks = view.blocks.map((block) => {
    const named: KnownBlock = { block_id: shortId(), ...block };
    if (named.type !== 'input') return named;
    return { ...named, element: { action_id: shortId(), ...named.element } };
  });
  return { ...view, blocks };
}
