import { type AwsTrouble, awsCure } from './aws.ts';
import { type Finding, findingsOf } from './finding.ts';

/** What SQS says of a queue: how many messages wait, are in work, and are put off. */
export type QueueState = {
  readonly waiting: number;
  readonly inWork: number;
  readonly delayed: number;
  readonly fifo: boolean;
  /** Its dead letters: how many; `none`: the queue has no such place. */
  readonly deadLetters: number | 'none' | AwsTrouble;
};

export type QueueSeen = {
  readonly name: string;
  readonly state: QueueState | AwsTrouble;
};

/** How long a message of our own took through a queue, in milliseconds. */
export type LegSeen = { readonly through: string; readonly ms: number };

/** More than a busy minute leaves, and less than a function that does not run. */
const MANY = 100;
/** A function that is cold starts within seconds; a minute is a queue that nobody empties. */
const SLOW_MS = 60_000;

const say = findingsOf('Queues');
const OPERATE = 'Its function fails or does not run: its log says why (log group /aws/lambda/migcheck-STAGE-NAME).';

/** Whether the queues are there and emptied, and nothing was given up. */
export const judgeQueues = (queues: readonly QueueSeen[]): readonly Finding[] => queues.flatMap(judgeQueue);

function judgeQueue({ name, state }: QueueSeen): readonly Finding[] {
  const tried = `queue ${name}`;
  const asked = {
    action: `sqs:GetQueueAttributes on ${name}`,
    absent: `Look at ${name.toUpperCase()}_QUEUE_URL, AWS_REGION and the stage; npm run deploy makes it.`,
    endpoint: 'the SQS interface endpoint (with private DNS)',
  };
  if ('trouble' in state) return [say.broken(tried, state.trouble, awsCure(state, asked))];
  const counts = `${state.waiting} waiting, ${state.inWork} in work, ${state.delayed} put off`;
  return [
    ...(name === 'fixes' && !state.fifo
      ? [say.broken(tried, 'is no FIFO queue', 'Changes of one recipient may overlap there: deploy infra/queues.yml.')]
      : []),
    state.waiting > MANY ? say.warning(tried, counts, OPERATE) : say.well(tried, counts),
    deadLetters(name, state.deadLetters),
  ];
}

function deadLetters(name: string, seen: QueueState['deadLetters']): Finding {
  const tried = `dead letters of ${name}`;
  if (seen === 'none')
    return say.broken(
      tried,
      'the queue has no place for them',
      'What fails would be tried for ever: deploy infra/queues.yml.',
    );
  if (typeof seen === 'object') {
    const action = `sqs:GetQueueAttributes on the dead letters of ${name}`;
    const cure = awsCure(seen, { action, absent: 'Deploy infra/queues.yml.', endpoint: 'the SQS interface endpoint' });
    return say.warning(tried, seen.trouble, cure);
  }
  return seen === 0
    ? say.well(tried, 'none')
    : say.warning(
        tried,
        `${seen}: so many jobs were given up`,
        'Read why in the log, mend it, and npm run redrive sends back what still makes sense (docs/operate.md).',
      );
}

/** How long the doctor's own message waited: an age that a queue itself does not tell. */
export const judgeLeg = ({ through, ms }: LegSeen): Finding => {
  const [tried, came] = [`our own message through ${through}`, `took ${(ms / 1000).toFixed(1)} s`];
  return ms > SLOW_MS ? say.warning(tried, came, OPERATE) : say.well(tried, came);
};

/** SQS tells how many messages wait; how old they are it tells CloudWatch alone. */
export const agesUntold = (): Finding =>
  say.untold(
    'the age of the oldest message',
    'SQS tells how many wait, not since when',
    'CloudWatch has it (ApproximateAgeOfOldestMessage); /migcheck doctor in Slack measures the way through talk, checks, waves and fixes.',
  );
