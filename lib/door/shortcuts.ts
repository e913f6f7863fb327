import type { App, MessageShortcut } from '@slack/bolt';
import * as z from 'zod';
import type { Queue } from '../ports.ts';
import { NOT_TAKEN } from './commands.ts';
import { actorOfInteraction, isOutsider, jobIdOf } from './payload.ts';
import { postedIn } from './posted.ts';

const Edited = z.looseObject({ edited: z.looseObject({ ts: z.string() }) });

/** An edited message may hold another event than the one that was explained. */
function editedIn(message: unknown): { edited?: string } {
  const read = Edited.safeParse(message);
  return read.success ? { edited: read.data.edited.ts } : {};
}

/** *Explain this event* on anybody's message: text, files, snippets and what was forwarded with it. */
export function listenToShortcuts(app: App, queue: Queue): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: 'explain-event' },
    async ({ shortcut, ack, respond }) => {
      const { trigger_id, channel, message, message_ts, response_url } = shortcut;
      const thread = typeof message.thread_ts === 'string' ? { threadTs: message.thread_ts } : {};
      const sent = await queue
        .send('talk', {
          kind: 'explain',
          schema: 1,
          id: jobIdOf(trigger_id),
          by: actorOfInteraction(shortcut),
          replyTo: { channel: channel.id, responseUrl: response_url, ...thread },
          message: { ts: message_ts, ...editedIn(message) },
          ...postedIn(message),
          asked: 'shortcut',
          ...(isOutsider(shortcut) ? { shared: true } : {}),
        })
        .then(
          () => true,
          () => false,
        );
      await ack();
      if (!sent) await respond({ text: NOT_TAKEN, response_type: 'ephemeral', replace_original: false });
    },
  );
}
