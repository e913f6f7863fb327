import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import type { Card } from './cards/card.ts';
import type { Finding } from './doctor/finding.ts';
import { digestOf } from './migration/digest.ts';
import type { Draft } from './migration/draft.ts';
import { planDn } from './migration/people.ts';
import type { Proposal } from './migration/proposal.ts';
import { WIZARD_VERSIONS } from './migration/wizard.ts';

/**
 * checks: read-only directory work. waves: the same for many people at once, which takes long. talk: whatever speaks to
 * Slack. fixes: FIFO, one group per recipient.
 */
export type QueueName = 'talk' | 'checks' | 'waves' | 'fixes';

/** `group` and `deduplication` for FIFO queues; `delaySeconds` (0–900) for standard ones. */
export type SendOptions = { group?: string; deduplication?: string; delaySeconds?: number };

const Actor = z.object({ enterprise: z.string().nullable(), team: z.string().nullable(), user: z.string() });

const Ms = z.object({ network: z.string(), postOffice: z.string(), mailbox: z.string() });

const WhoShape = z.discriminatedUnion('by', [
  z.object({ by: z.literal('name'), name: z.string() }),
  z.object({ by: z.literal('smtp'), address: z.string() }),
  z.object({ by: z.literal('dn'), dn: z.string() }),
  z.object({ by: z.literal('ms'), address: Ms }),
  z.object({ by: z.literal('slack-user'), user: z.string() }),
  z.object({ by: z.literal('person'), email: z.string().optional(), names: z.array(z.string()).readonly() }),
]);

/** What is made by ourselves and read by ourselves alone. */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Blocks are made by our own cards; what they may hold is Slack's to say. */
const isBlock = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value;

/** Where an answer goes: through the response_url to the asker alone, else as a whisper in the channel. */
const ReplyTo = z.object({
  channel: z.string(),
  responseUrl: z.string().optional(),
  /** The thread in which the question stands; one that is already there, since a whisper does not begin one. */
  threadTs: z.string().optional(),
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
  /** It was looked at already whether this person may ask. */
  admitted: z.boolean().optional(),
};

const question = {
  who: WhoShape,
  source: Ms.optional(),
  wizard: z.enum(WIZARD_VERSIONS).optional(),
  /** A 7026 really happened to this person. */
  observed: z.boolean().optional(),
  /** The name that a 7017 printed, which is the MS Mail mailbox's (Q186742). */
  printed: z.string().optional(),
};

/** A file in Slack. Where it lies and what it is, Slack itself is asked when the file is read. */
const FileInSlack = z.object({ id: z.string(), name: z.string().optional() });

/** What a wave is read from: what was handed in, a container of the directory, or what an earlier wave was read from. */
const WaveSource = z.discriminatedUnion('by', [
  z.object({ by: z.literal('file'), file: FileInSlack }),
  z.object({ by: z.literal('text'), text: z.string() }),
  z.object({ by: z.literal('container'), dn: z.string() }),
  z.object({ by: z.literal('wave'), waveId: z.string() }),
]);
export type WaveSource = z.infer<typeof WaveSource>;

/** All that one function may ask of another. */
export const Job = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('examine'), ...common, ...question }),
  /** The same question once more, with a choice made or the source address given. */
  z.object({
    kind: z.literal('examine-again'),
    ...common,
    checkId: z.string(),
    recipient: z.number().int().nonnegative().optional(),
    sourceCandidate: z.number().int().nonnegative().optional(),
    source: Ms.optional(),
  }),
  z.object({
    kind: z.literal('explain'),
    ...common,
    text: z.string(),
    files: z.array(FileInSlack).readonly().optional(),
    /** A command and a form are answered to the asker alone, everything else in the thread where the text stands. */
    asked: z.enum(['command', 'form', 'shortcut', 'mention', 'direct', 'unasked']),
    /** The message in which the text stands, when it was last edited, and where a thread begins that is none yet. */
    message: z.object({ ts: z.string(), edited: z.string().optional() }).optional(),
    /** True where the channel is known to be shared with another organisation. */
    shared: z.boolean().optional(),
    /** Whose mailbox it was, where the asker said so. */
    whose: z.object({ who: WhoShape, source: Ms.optional(), wizard: z.enum(WIZARD_VERSIONS).optional() }).optional(),
  }),
  /** Without `who`: what the asker did. `before`: records of lower numbers only, which are older. */
  z.object({ kind: z.literal('history'), ...common, who: WhoShape.optional(), before: z.number().int().optional() }),
  z.object({ kind: z.literal('share'), ...common, checkId: z.string() }),
  /** Look again at what a check offered, and have it proposed if it still is so. */
  z.object({ kind: z.literal('propose'), ...common, checkId: z.string() }),
  /** Look whether a change of ours can be taken back, and have that proposed. */
  z.object({ kind: z.literal('undo'), ...common, proposalId: z.string().optional(), who: WhoShape.optional() }),
  /** Put a change that has just been seen to be right before those who decide. */
  z.object({ kind: z.literal('open'), ...common, proposalId: z.string(), draft: z.custom<Draft>(isObject) }),
  /** Look again at everybody whom a wave offers a fix for, and have what is still right proposed as one plan. */
  z.object({ kind: z.literal('plan'), ...common, waveId: z.string() }),
  /** Put a list of people, kept under its digest, before those who decide, as one plan. */
  z.object({
    kind: z.literal('open-plan'),
    ...common,
    proposalId: z.string(),
    list: z.string(),
    pages: z.number().int().positive(),
    /** What it is the plan of: there is one at a time. */
    of: z.string().optional(),
    undoes: z.object({ proposalId: z.string(), askedBy: Actor }).optional(),
    /** What the proposer has to know of those who are not in it. */
    leftOut: z.string().optional(),
  }),
  z.object({
    kind: z.literal('decide'),
    ...common,
    proposalId: z.string(),
    verdict: z.enum(['approve', 'deny', 'cancel']),
    reason: z.string().optional(),
    /** The message that was clicked, in the channel of `replyTo`. */
    ts: z.string().optional(),
  }),
  /** Show the proposal as its row has it, in every message that shows it; `ts` is the one that was clicked. */
  z.object({ kind: z.literal('refresh'), ...common, proposalId: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('pending'), ...common }),
  /** Will the wizard find everybody in it? */
  z.object({
    kind: z.literal('wave'),
    ...common,
    from: WaveSource,
    wizard: z.enum(WIZARD_VERSIONS).optional(),
    /** Who is to read the answer, names and all: the channel of the question, or the asker alone. */
    readers: z.enum(['channel', 'asker']),
  }),
  /** Judge a part of a wave; without a number whichever is to be begun. */
  z.object({
    kind: z.literal('judge-wave'),
    schema: z.literal(1),
    id: z.string(),
    waveId: z.string(),
    part: z.number().int().nonnegative().optional(),
  }),
  /** Show a wave as its row has it. */
  z.object({ kind: z.literal('show-wave'), schema: z.literal(1), id: z.string(), waveId: z.string() }),
  z.object({ kind: z.literal('cancel-wave'), ...common, waveId: z.string() }),
  /** Look how migcheck itself is: each place looks at its own part. `sentAt`: when it was put on this queue. */
  z.object({ kind: z.literal('doctor'), ...common, sentAt: z.string().optional() }),
  /** What one place found; from `deadline`, that nobody is waited for any longer. `doctor` is the id of the question. */
  z.object({
    kind: z.literal('doctor-report'),
    schema: z.literal(1),
    id: z.string(),
    doctor: z.string(),
    from: z.enum(['talk', 'check', 'wave', 'fix', 'deadline']),
    sentAt: z.string(),
    findings: z.array(z.custom<Finding>(isObject)).readonly(),
  }),
  z.object({ kind: z.literal('apply'), schema: z.literal(1), id: z.string(), proposalId: z.string() }),
  z.object({
    kind: z.literal('tell'),
    schema: z.literal(1),
    id: z.string(),
    to: z.object({ user: z.string(), replyTo: ReplyTo }),
    card: z.object({ text: z.string(), blocks: z.array(z.custom<KnownBlock>(isBlock)) }),
  }),
  /** Show on its cards how far a plan has come. */
  z.object({ kind: z.literal('progress'), schema: z.literal(1), id: z.string(), proposalId: z.string() }),
  z.object({
    kind: z.literal('announce'),
    schema: z.literal(1),
    id: z.string(),
    proposalId: z.string(),
  }),
]);

export type Job = z.infer<typeof Job>;
export type JobOf<Kind extends Job['kind']> = Extract<Job, { kind: Kind }>;

/**
 * One id from Slack's request to the LDAP write, without a field of its own: jobs that come of a request begin with its
 * id, a check and a wave go by the id of their question, and a proposal by the id of its check.
 */
export function correlationOf(job: Job): string {
  if ('proposalId' in job && job.proposalId) return job.proposalId;
  if ('waveId' in job) return job.waveId;
  return 'checkId' in job ? job.checkId : (job.id.split(':')[0] ?? job.id);
}

/** The message that a job is about, as it then was: the same for everybody who asks about it. */
export const messageKey = ({ replyTo, message }: JobOf<'explain'>): string | undefined =>
  message && [replyTo.channel, message.ts, ...(message.edited ? [message.edited] : [])].join(':');

/** What a person asked, by whatever way: who, and where the answer goes. */
export type Asked = Pick<JobOf<'explain'>, 'id' | 'by' | 'replyTo' | 'admitted'>;

/** The job that shows `card` to whoever asked. Its id is the question's, so that a copy is told once. */
export const answerTo = (question: Asked, card: Card): JobOf<'tell'> => ({
  kind: 'tell',
  schema: 1,
  id: `${question.id}:answer`,
  to: { user: question.by.user, replyTo: question.replyTo },
  card: { text: card.text, blocks: [...card.blocks] },
});

/**
 * The arguments of `Queue.send` that have an approved proposal applied: one group per recipient, and one per plan with
 * all its rows, so that two changes of one object, and two pages of one plan, never run beside each other. `occasion` tells a repeat by the sweep from a copy of the same click.
 */
export const applyJob = ({ id, fix, plan }: Proposal, occasion: string): [QueueName, Job, SendOptions] => [
  'fixes',
  { kind: 'apply', schema: 1, id: `${id}:${occasion}`, proposalId: id },
  {
    group: digestOf((plan === undefined ? fix.dn : planDn(plan)).toLowerCase()).slice(0, 32),
    deduplication: digestOf([id, occasion]).slice(0, 32),
  },
];

/**
 * The job that tells everybody how a proposal now stands. What was told is on its row, so a copy tells nothing twice.
 */
export const announceJob = ({ id, version }: Proposal, occasion: string): JobOf<'announce'> => ({
  kind: 'announce',
  schema: 1,
  id: `${id}:announce:${version}:${occasion}`,
  proposalId: id,
});

/** The job that has a worker begin a wave, or one part of it; a copy finds it begun. */
export const judgeJob = (waveId: string, occasion: string, part?: number): JobOf<'judge-wave'> => ({
  kind: 'judge-wave',
  schema: 1,
  id: `${waveId}:judge:${occasion}`,
  waveId,
  ...(part === undefined ? {} : { part }),
});

/** The job that shows how a wave now stands. */
export const showWaveJob = (waveId: string, occasion: string): JobOf<'show-wave'> => ({
  kind: 'show-wave',
  schema: 1,
  id: `${waveId}:show:${occasion}`,
  waveId,
});

/** The job that shows how far a plan has come. */
export const progressJob = (plan: string, occasion: string): JobOf<'progress'> => ({
  kind: 'progress',
  schema: 1,
  id: `${plan}:progress:${occasion}`,
  proposalId: plan,
});

/** The job that tells of a move: a row is told with its plan. */
export const tellingJob = (proposal: Proposal, occasion: string): Job =>
  proposal.plan === undefined
    ? announceJob(proposal, occasion)
    : progressJob(proposal.plan, `${proposal.id}:${proposal.version}:${occasion}`);
