import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  ButtonAction,
  RespondFn,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from '@slack/bolt';
import { parseWho } from '../asking/who.ts';
import { accountIn, CHECK_ACCOUNT } from '../cards/account-controls.ts';
import { addressModal, cancelModal, denyModal, type Origin, stopModal, whoseModal } from '../cards/modals.ts';
import { olderIn } from '../cards/older-button.ts';
import type { Job, QueueName } from '../job.ts';
import type { Queue } from '../ports.ts';
import { NOT_TAKEN } from './commands.ts';
import { actorOfInteraction, isOutsider, jobIdOf, NOT_FOR_OUTSIDERS } from './payload.ts';
import type { Placing } from './placing.ts';

const channelOf = ({ channel, container }: BlockAction): string => channel?.id ?? container.channel_id ?? '';

/** An answer to a click in a thread belongs into the thread. */
const threadOf = ({ container }: BlockAction): { threadTs?: string } =>
  typeof container.thread_ts === 'string' ? { threadTs: container.thread_ts } : {};

/** Who clicked where; `replace` puts the answer in the place of the card, which the clicker alone sees. */
const commonOf = (body: BlockAction, replace: boolean) => ({
  schema: 1 as const,
  id: jobIdOf(body.trigger_id),
  by: actorOfInteraction(body),
  replyTo: { channel: channelOf(body), responseUrl: body.response_url, ...threadOf(body), replace },
});

/** The message that was clicked. */
const messageOf = ({ container, message }: BlockAction): string =>
  typeof container.message_ts === 'string' ? container.message_ts : (message?.ts ?? '');

const originOf = (body: BlockAction, about: string): Origin => ({
  about,
  channel: channelOf(body),
  ts: messageOf(body),
  ...threadOf(body),
  ...(body.response_url ? { responseUrl: body.response_url } : {}),
});

type Common = ReturnType<typeof commonOf>;

/** Whose check an event leads into: a name out of the event's text, as if the clicker had typed it. */
function namedJob(value: string, common: Common): Job {
  const { name, ...more } = accountIn(value);
  const who = parseWho(name);
  // What an event names may be no name that anybody could look up; the card then says what was searched.
  return { kind: 'examine', ...common, ...more, who: 'kind' in who ? { by: 'name', name } : who };
}

/** The next page of a history: of the object that is named, or of what the clicker did. */
function olderJob(value: string, common: Common): Job {
  const { before, dn } = olderIn(value);
  return { kind: 'history', ...common, before, ...(dn === undefined ? {} : { who: { by: 'dn', dn } }) };
}

/** Buttons that become a job; their value is an id, or the name that is asked about. */
const BUTTONS: Record<string, { queue: QueueName; job: (value: string, common: Common, ts: string) => Job }> = {
  propose: { queue: 'checks', job: (checkId, common) => ({ kind: 'propose', ...common, checkId }) },
  // Who of a plan is looked at where, depends on how many they are.
  undo: { queue: 'talk', job: (proposalId, common) => ({ kind: 'undo', ...common, proposalId }) },
  refresh: { queue: 'talk', job: (proposalId, common, ts) => ({ kind: 'refresh', ...common, proposalId, ts }) },
  share: { queue: 'talk', job: (checkId, common) => ({ kind: 'share', ...common, checkId }) },
  ...Object.fromEntries(CHECK_ACCOUNT.map((id) => [id, { queue: 'checks' as const, job: namedJob }])),
  older: { queue: 'checks', job: olderJob },
  'check-again': { queue: 'checks', job: (checkId, common) => ({ kind: 'examine-again', ...common, checkId }) },
  'check-wave-again': {
    queue: 'talk',
    job: (waveId, common) => ({ kind: 'wave', ...common, from: { by: 'wave', waveId }, readers: 'channel' }),
  },
  'propose-plan': { queue: 'talk', job: (waveId, common) => ({ kind: 'plan', ...common, waveId }) },
  'cancel-wave': { queue: 'talk', job: (waveId, common) => ({ kind: 'cancel-wave', ...common, waveId }) },
  approve: {
    queue: 'talk',
    job: (proposalId, common, ts) => ({ kind: 'decide', ...common, proposalId, verdict: 'approve', ts }),
  },
};

/** Buttons that ask for something first, in a modal that only a fresh click can open. */
const MODALS: Record<string, (value: string, body: BlockAction) => ReturnType<typeof denyModal>> = {
  deny: (proposalId, body) => denyModal(originOf(body, proposalId)),
  cancel: (proposalId, body) => cancelModal(originOf(body, proposalId)),
  stop: (proposalId, body) => stopModal(originOf(body, proposalId)),
  'name-recipient': (value, body) => whoseModal(originOf(body, value)),
  'enter-address': (value, body) => {
    const [checkId = '', suggestion] = value.split(' ');
    return addressModal(originOf(body, checkId), suggestion);
  },
};

/** A choice among a check's possibilities: the check's id and the number of the choice. */
const chosen =
  (field: 'recipient' | 'sourceCandidate') =>
  (value: string, common: Common): Job => {
    const [checkId = '', number = ''] = value.split(':');
    return { kind: 'examine-again', ...common, checkId, [field]: Number(number) };
  };

/** Menus, whose choices become a job; `replace` puts the answer in the place of the card. */
const MENUS: Record<string, { replace: boolean; job: (value: string, common: Common) => Job }> = {
  'choose-recipient': { replace: true, job: chosen('recipient') },
  'choose-source': { replace: true, job: chosen('sourceCandidate') },
  'choose-account': { replace: false, job: namedJob },
};

/** Who may decide is the approvers' list to say, wherever they are; all the rest leads into our directory. */
const DECIDES = new Set(['approve', 'deny', 'cancel', 'stop']);

const whisper = (respond: RespondFn, text: string) =>
  respond({ text, response_type: 'ephemeral', replace_original: false });

/** Lets a click through that may lead where it leads. */
async function insidersOnly({
  action,
  body,
  ack,
  next,
  respond,
}: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> {
  if (DECIDES.has(action.action_id) || !isOutsider(body)) return next();
  await ack();
  await whisper(respond, NOT_FOR_OUTSIDERS);
}

/** Clicks on buttons and menus: acknowledged, and handed over. */
export function listenToClicks(app: App, queue: Queue, place: Placing): void {
  for (const [id, { queue: name, job }] of Object.entries(BUTTONS))
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: id },
      insidersOnly,
      async ({ action, body, ack, respond }) => {
        const sent = await queue
          .send(place(name), job(action.value ?? '', commonOf(body, false), messageOf(body)))
          .then(
            () => true,
            () => false,
          );
        await ack();
        if (!sent) await whisper(respond, NOT_TAKEN);
      },
    );

  for (const [id, view] of Object.entries(MODALS))
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: id },
      insidersOnly,
      async ({ action, body, ack, client, respond }) => {
        const opened = await client.views
          .open({ trigger_id: body.trigger_id, view: view(action.value ?? '', body) })
          .then(
            () => true,
            () => false,
          );
        await ack();
        if (!opened) await whisper(respond, 'Slack did not open the form in time. Click once more.');
      },
    );

  for (const [id, { replace, job }] of Object.entries(MENUS))
    app.action<BlockAction<StaticSelectAction>>(
      { type: 'block_actions', action_id: id },
      insidersOnly,
      async ({ action, body, ack, respond }) => {
        const sent = await queue.send(place('checks'), job(action.selected_option.value, commonOf(body, replace))).then(
          () => true,
          () => false,
        );
        await ack();
        if (!sent) await whisper(respond, NOT_TAKEN);
      },
    );
}
