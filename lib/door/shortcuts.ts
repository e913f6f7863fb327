import type { App, MessageShortcut } from '@slack/bolt';
import * as z from 'zod';
import { visible } from '../cards/visible.ts';
import type { Job, WaveSource } from '../job.ts';
import type { Queue } from '../ports.ts';
import { NOT_TAKEN } from './commands.ts';
import { actorOfInteraction, isOutsider, jobIdOf, NOT_FOR_OUTSIDERS } from './payload.ts';
import { postedIn } from './posted.ts';

const Edited = z.looseObject({ edited: z.looseObject({ ts: z.string() }) });

/** An edited message may hold another event than the one that was explained. */
function editedIn(message: unknown): { edited?: string } {
  const read = Edited.safeParse(message);
  return read.success ? { edited: read.data.edited.ts } : {};
}

const whisper = (text: string) => ({ text, response_type: 'ephemeral' as const, replace_original: false });

/** Who took the shortcut, and where the message stands. */
function commonOf(shortcut: MessageShortcut) {
  const { trigger_id, channel, message, response_url } = shortcut;
  const thread = typeof message.thread_ts === 'string' ? { threadTs: message.thread_ts } : {};
  return {
    schema: 1 as const,
    id: jobIdOf(trigger_id),
    by: actorOfInteraction(shortcut),
    replyTo: { channel: channel.id, responseUrl: response_url, ...thread },
  };
}

function explainJob(shortcut: MessageShortcut): Job {
  const { message, message_ts } = shortcut;
  return {
    kind: 'explain',
    ...commonOf(shortcut),
    message: { ts: message_ts, ...editedIn(message) },
    ...postedIn(message),
    asked: 'shortcut',
    ...(isOutsider(shortcut) ? { shared: true } : {}),
  };
}

/** The first file of the message, or what is written in it: one person a line. */
function waveJob(shortcut: MessageShortcut): Job {
  const { text, files } = postedIn(shortcut.message);
  const from: WaveSource = files[0] ? { by: 'file', file: files[0] } : { by: 'text', text };
  const { replyTo, ...common } = commonOf(shortcut);
  return {
    kind: 'wave',
    ...common,
    from,
    readers: 'channel',
    // The answer stands below the list.
    replyTo: { ...replyTo, threadTs: replyTo.threadTs ?? shortcut.message_ts },
  };
}

/** What of the message is left out of a wave. */
function leftOutOfWave({ message }: MessageShortcut): string | undefined {
  const { files } = postedIn(message);
  const [first, ...more] = files;
  if (!first || more.length === 0) return undefined;
  return `One list at a time: only the first of the ${files.length} files is checked${first.name ? `, ${visible(first.name)}` : ''}.`;
}

const SHORTCUTS = {
  'explain-event': { job: explainJob, forOutsiders: true, leftOut: () => undefined },
  'check-list': { job: waveJob, forOutsiders: false, leftOut: leftOutOfWave },
};

/** What is under *More actions* of anybody's message, its files, snippets and what was forwarded with it included. */
export function listenToShortcuts(app: App, queue: Queue): void {
  for (const [id, { job, forOutsiders, leftOut }] of Object.entries(SHORTCUTS))
    app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: id }, async ({ shortcut, ack, respond }) => {
      if (!forOutsiders && isOutsider(shortcut)) {
        await ack();
        return void (await respond(whisper(NOT_FOR_OUTSIDERS)));
      }
      const sent = await queue.send('talk', job(shortcut)).then(
        () => true,
        () => false,
      );
      await ack();
      const says = sent ? leftOut(shortcut) : NOT_TAKEN;
      if (says) await respond(whisper(says));
    });
}
