import type { AllMiddlewareArgs, App, SlashCommand } from '@slack/bolt';
import { type Command, parseCommand } from '../asking/command.ts';
import type { Card } from '../cards/card.ts';
import { explainModal, waveModal } from '../cards/modals.ts';
import { helpCard, lookingUp, mistakeCard, sentence } from '../cards/replies.ts';
import type { Job, QueueName } from '../job.ts';
import { writeWho } from '../migration/examination.ts';
import type { Queue } from '../ports.ts';
import { actorOfCommand, jobIdOf } from './payload.ts';
import type { Placing } from './placing.ts';

type WebClient = AllMiddlewareArgs['client'];
type Handed = { readonly job: Job; readonly queue: QueueName };

/** A mention has to be resolved by whoever speaks to Slack; everything else goes straight to the directory. */
const placeFor = (who?: { by: string }): QueueName => (who?.by === 'slack-user' ? 'talk' : 'checks');

/** The job that a command becomes; undefined where the door itself has the answer. */
function jobFor(command: Command, slash: SlashCommand): Handed | undefined {
  const common = {
    schema: 1 as const,
    id: jobIdOf(slash.trigger_id),
    by: actorOfCommand(slash),
    replyTo: { channel: slash.channel_id, responseUrl: slash.response_url },
  };
  switch (command.kind) {
    case 'check': {
      const { kind: _, ...question } = command;
      return { job: { kind: 'examine', ...common, ...question }, queue: placeFor(command.who) };
    }
    case 'history':
    case 'undo':
      return { job: { ...common, ...command }, queue: placeFor(command.who) };
    case 'pending':
      return { job: { kind: 'pending', ...common }, queue: 'talk' };
    case 'doctor':
      return { job: { kind: 'doctor', ...common }, queue: 'talk' };
    case 'explain':
      return { job: { kind: 'explain', ...common, text: command.text, asked: 'command' }, queue: 'talk' };
    default:
      return undefined;
  }
}

/** What the asker reads at once. */
function acknowledgement(command: Command): Card {
  switch (command.kind) {
    case 'help':
      return helpCard();
    case 'mistake':
      return mistakeCard(command);
    case 'explain':
      return sentence('Reading the event …');
    case 'wave':
      return NOT_OPENED;
    case 'pending':
      return sentence('Looking what waits for you …');
    case 'doctor':
      return sentence('Asking every part of migcheck how it is; this takes up to a minute …');
    case 'check':
    case 'history':
    case 'undo':
      if (!command.who) return sentence('Looking up what you did …');
      return lookingUp(command.who.by === 'slack-user' ? 'the person you mentioned' : writeWho(command.who));
    default:
      return command satisfies never;
  }
}

const ephemeral = ({ text, blocks }: Card) => ({ response_type: 'ephemeral' as const, text, blocks: [...blocks] });

export const NOT_TAKEN = 'migcheck could not take that on: its queue cannot be reached. Nothing was done. Try again.';

const NOT_OPENED = sentence('Slack did not open the form in time. Type it once more.');

/** The form that a command asks for; undefined where it needs none. */
function formFor(command: Command, { channel_id, response_url }: SlashCommand) {
  const origin = { about: '', channel: channel_id, responseUrl: response_url };
  if (command.kind === 'wave') return waveModal(origin, command.container);
  return command.kind === 'explain' && command.text === '' ? explainModal(origin) : undefined;
}

type Form = NonNullable<ReturnType<typeof formFor>>;

/** Only a fresh trigger opens a form, and only from here. */
const opens = (client: WebClient, trigger_id: string, view: Form): Promise<boolean> =>
  client.views.open({ trigger_id, view }).then(
    () => true,
    () => false,
  );

/** `/migcheck …`: answered at once, and handed over. The job is queued first, so "looking up" is never an empty word. */
export function listenToCommands(app: App, queue: Queue, place: Placing): void {
  app.command('/migcheck', async ({ command: slash, ack, client, logger }) => {
    const command = parseCommand(slash.text ?? '');
    const form = formFor(command, slash);
    if (form) return (await opens(client, slash.trigger_id, form)) ? ack() : ack(ephemeral(NOT_OPENED));
    const handed = jobFor(command, slash);
    try {
      if (handed) await queue.send(place(handed.queue), handed.job);
      await ack(ephemeral(acknowledgement(command)));
    } catch (error) {
      logger.error('A command could not be queued', error instanceof Error ? error.name : '');
      await ack(ephemeral(sentence(NOT_TAKEN)));
    }
  });
}
