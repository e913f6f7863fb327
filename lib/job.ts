import * as z from 'zod';
import { WIZARD_VERSIONS } from './migration/wizard.ts';

/** checks: read-only directory work. talk: whatever speaks to Slack. fixes: FIFO, one group per recipient. */
export type QueueName = 'talk' | 'checks' | 'fixes';

const Actor = z.object({ enterprise: z.string().nullable(), team: z.string().nullable(), user: z.string() });

const Ms = z.object({ network: z.string(), postOffice: z.string(), mailbox: z.string() });

const WhoShape = z.discriminatedUnion('by', [
  z.object({ by: z.literal('name'), name: z.string() }),
  z.object({ by: z.literal('smtp'), address: z.string() }),
  z.object({ by: z.literal('dn'), dn: z.string() }),
  z.object({ by: z.literal('ms'), address: Ms }),
  z.object({ by: z.literal('slack-user'), user: z.string() }),
  z.object({ by: z.literal('person'), email: z.string().optional(), names: z.array(z.string()) }),
]);

/** Where an answer goes: through the response_url to the asker alone, else as a whisper in the channel. */
const ReplyTo = z.object({
  channel: z.string(),
  responseUrl: z.string().optional(),
  /** Put the answer in the place of the message that was clicked. */
  replace: z.boolean().optional(),
});

const common = {
  /** The shape of the job: a worker of a later version still reads the jobs of an earlier one. */
  schema: z.literal(1),
  /** Slack's own id of what was asked (a hash of trigger_id), so that a copy is the same job. */
  id: z.string(),
  by: Actor,
  replyTo: ReplyTo,
};

const question = {
  who: WhoShape,
  source: Ms.optional(),
  wizard: z.enum(WIZARD_VERSIONS).optional(),
  /** A 7026 really happened to this person. */
  observed: z.boolean().optional(),
};

/** All that one function may ask of another. */
export const Job = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('examine'), ...common, ...question }),
  z.object({ kind: z.literal('explain'), ...common, text: z.string() }),
  z.object({ kind: z.literal('history'), ...common, who: WhoShape }),
  z.object({ kind: z.literal('share'), ...common, checkId: z.string() }),
  z.object({ kind: z.literal('propose'), ...common, checkId: z.string() }),
  z.object({
    kind: z.literal('decide'),
    ...common,
    proposalId: z.string(),
    verdict: z.enum(['approve', 'deny']),
    reason: z.string().optional(),
  }),
  z.object({ kind: z.literal('apply'), schema: z.literal(1), id: z.string(), proposalId: z.string() }),
  z.object({
    kind: z.literal('tell'),
    schema: z.literal(1),
    id: z.string(),
    to: z.object({ user: z.string(), replyTo: ReplyTo }),
    card: z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) }),
  }),
  z.object({ kind: z.literal('announce'), schema: z.literal(1), id: z.string(), proposalId: z.string() }),
]);

export type Job = z.infer<typeof Job>;
export type JobOf<Kind extends Job['kind']> = Extract<Job, { kind: Kind }>;
