import type { JsonObject } from './block-kit/problems.ts';
import { channelName, type Felt, failed } from './command.ts';
import { type Element, type Entries, type Entry, elementsOf, enteredFields, stateValues } from './elements.ts';
import { actorFields, sendInteraction } from './interaction.ts';
import { messageFields } from './message-fields.ts';
import { messageAt, visibleTo } from './messages.ts';
import { issueResponseUrl } from './tickets.ts';
import { viewFields } from './views.ts';
import { type Message, now, type Person, type Workspace } from './workspace.ts';

export type Click = {
  readonly blockId: string;
  readonly actionId: string;
  readonly entry: Entry;
  /** What the other elements of the same message or modal hold. */
  readonly entries: Entries;
};

const gone = failed('no_such_element', 'That is no longer there.');

/** A person uses a button or a menu of a message: sends `block_actions` to the app. */
export async function clickInMessage(
  workspace: Workspace,
  person: Person,
  place: { readonly channel: string; readonly ts: string },
  click: Click,
): Promise<Felt> {
  const message = messageAt(workspace, place.channel, place.ts);
  if (!message || !visibleTo(workspace, person.id).includes(message)) return gone;
  const action = actionOf(workspace, message.blocks, click);
  if (!action) return gone;
  return sendClick(workspace, person, action, {
    ...placeFields(workspace, message),
    state: { values: stateValues(workspace, message.blocks, click.entries) },
    response_url: issueResponseUrl(workspace, {
      person: person.id,
      channel: message.channel,
      threadTs: message.threadTs,
      original: message.ts,
    }),
  });
}

/** A person uses a button or a menu of an open modal. */
export async function clickInView(workspace: Workspace, person: Person, viewId: string, click: Click): Promise<Felt> {
  const open = workspace.views.get(viewId);
  const action = open?.person === person.id && actionOf(workspace, open.view.blocks, click);
  if (!open || !action) return gone;
  return sendClick(workspace, person, action, {
    container: { type: 'view', view_id: open.id },
    view: viewFields(workspace, open, click.entries),
  });
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const sendClick = (workspace: Workspace, person: Person, action: JsonObject, fields: JsonObject): Promise<Felt> =>
  sendInteraction(workspace, {
    type: 'block_actions',
    api_app_id: workspace.app.id,
    ...actorFields(workspace, person),
    ...fields,
    actions: [action],
  });

function actionOf(workspace: Workspace, blocks: readonly unknown[], click: Click): JsonObject | undefined {
  const used = (found: Element) => found.blockId === click.blockId && found.actionId === click.actionId;
  const element = elementsOf(blocks).find(used)?.element;
  const entered = element && enteredFields(workspace, element, click.entry);
  if (!element || !entered) return undefined;
  return {
    type: element.type,
    action_id: click.actionId,
    block_id: click.blockId,
    ...(element.text ? { text: element.text } : {}),
    ...(element.style ? { style: element.style } : {}),
    ...(element.placeholder ? { placeholder: element.placeholder } : {}),
    ...entered,
    action_ts: (now(workspace) / 1000).toFixed(6),
  };
}

/** Of an ephemeral message Slack gives the place but not the message. */
function placeFields(workspace: Workspace, message: Message): JsonObject {
  const channel = workspace.channels.get(message.channel);
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {};
  const ephemeral = message.onlyFor !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      ...thread,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
    },
    channel: { id: message.channel, name: channel ? channelName(channel) : '' },
    ...(ephemeral ? {} : { message: messageFields(workspace, message) }),
  };
}
