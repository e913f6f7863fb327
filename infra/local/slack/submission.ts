import { isObject, type JsonObject } from './block-kit/problems.ts';
import { type Felt, failed } from './command.ts';
import { deliver } from './delivery.ts';
import { type Entries, type Entry, initialEntry } from './elements.ts';
import { fileInputProblem, giveFiles } from './files/input.ts';
import { actorFields } from './interaction.ts';
import { closeView, readView, show, viewFields } from './views.ts';
import { changed, type OpenView, type Person, type Workspace } from './workspace.ts';

const trouble = (error: string) => failed(error, 'We had some trouble connecting. Try again?');

/** A person submits a modal. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export async function submitView(
  workspace: Workspace,
  person: Person,
  viewId: string,
  entries: Entries,
): Promise<Felt> {
  const open = workspace.views.get(viewId);
  if (open?.person !== person.id) return failed('not_found', 'That window is no longer open.');
  const errors = missing(workspace, open, entries);
  if (Object.keys(errors).length > 0) return showErrors(workspace, open, errors);
  giveFiles(workspace, open, entries);
  const payload = {
    type: 'view_submission',
    api_app_id: workspace.app.id,
    ...actorFields(workspace, person),
    view: viewFields(workspace, open, entries),
    response_urls: [],
  };
  const delivered = await deliver(workspace, { payload: JSON.stringify(payload) });
  if (delivered.kind === 'failed') return trouble(delivered.error);
  return obey(workspace, open, delivered.answer);
}

/** A person closes a modal; the app hears of it only when it asked to (`notify_on_close`). */
export async function dismissView(workspace: Workspace, person: Person, viewId: string): Promise<Felt> {
  const open = workspace.views.get(viewId);
  if (open?.person !== person.id) return { ok: true };
  closeView(workspace, viewId);
  if (!open.view.notify_on_close) return { ok: true };
  const { trigger_id: _, ...actor } = actorFields(workspace, person);
  const given = { api_app_id: workspace.app.id, ...actor };
  const payload = { type: 'view_closed', ...given, view: viewFields(workspace, open), is_cleared: false };
  await deliver(workspace, { payload: JSON.stringify(payload) });
  return { ok: true };
}

/** Does what the app's answer says: nothing (close), errors, update or clear. */
function obey(workspace: Workspace, open: OpenView, answer: JsonObject | string | undefined): Felt {
  if (answer === undefined || (isObject(answer) && Object.keys(answer).length === 0)) {
    closeView(workspace, open.id);
    return { ok: true };
  }
  if (!isObject(answer)) return trouble('invalid_answer');
  switch (answer.response_action) {
    case 'clear':
      closeView(workspace, open.id);
      return { ok: true };
    case 'errors':
      return isObject(answer.errors) ? showErrors(workspace, open, answer.errors) : trouble('invalid_answer');
    case 'update':
      return replace(workspace, open, answer.view);
    default:
      return trouble('invalid_answer');
  }
}

function replace(workspace: Workspace, open: OpenView, sent: unknown): Felt {
  const next = readView(workspace, sent);
  if (next.kind === 'refused') return trouble('invalid_view');
  show(workspace, open.person, next.view, open.id);
  return { ok: true };
}

/** Slack shows errors only under input blocks of this modal; any other name is the app's mistake. */
function showErrors(workspace: Workspace, open: OpenView, given: JsonObject): Felt {
  const inputs = open.view.blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));
  const errors: { [blockId: string]: string } = {};
  for (const [blockId, message] of Object.entries(given)) {
    if (!inputs.includes(blockId) || typeof message !== 'string') return trouble('invalid_answer');
    errors[blockId] = message;
  }
  workspace.views.set(open.id, { ...open, errors });
  changed(workspace);
  return { ok: true };
}

/** What Slack itself asks for before it troubles the app. */
function missing(workspace: Workspace, open: OpenView, entries: Entries): { [blockId: string]: string } {
  const errors: { [blockId: string]: string } = {};
  for (const block of open.view.blocks) {
    if (block.type !== 'input' || !isObject(block.element)) continue;
    const blockId = String(block.block_id);
    const given = entries[blockId]?.[String(block.element.action_id)];
    const entry = given === undefined ? initialEntry(block.element) : given;
    const problem = entryProblem(workspace, open, block.element, entry);
    if (problem && !(problem === REQUIRED && block.optional)) errors[blockId] = problem;
  }
  return errors;
}

const REQUIRED = 'Please complete this required field.';

function entryProblem(workspace: Workspace, open: OpenView, element: JsonObject, entry: Entry): string | undefined {
  if (entry === null || entry.length === 0) return REQUIRED;
  if (element.type === 'file_input') return fileInputProblem(workspace, open, element, entry);
  const most = typeof element.max_length === 'number' ? element.max_length : 3000;
  const least = typeof element.min_length === 'number' ? element.min_length : 0;
  if (entry.length > most) return `Please enter no more than ${most} characters.`;
  if (entry.length < least) return `Please enter at least ${least} characters.`;
  return undefined;
}
