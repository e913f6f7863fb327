import type { QueueName } from '../job.ts';

/** Where a job goes that could go to `name`. */
export type Placing = (name: QueueName) => QueueName;

/**
 * Questions go straight to the directory, unless only some people may ask: who they are is known to Slack, so `talk`
 * looks first.
 */
export const placingFor =
  (requesters: readonly string[]): Placing =>
  (name) =>
    requesters.length > 0 ? 'talk' : name;
