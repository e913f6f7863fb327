import { serverOf, splitUrls } from '../../lib/adapters/directory/settings.ts';
import {
  assumptions,
  directorySettings,
  type Environment,
  policy,
  required,
  watchedChannels,
} from '../../lib/adapters/settings.ts';
import { Misconfigured } from '../../lib/errors.ts';

/** The port of the page; throws Misconfigured for anything but a port. */
export function portOf(environment: Environment): number {
  const port = Number(environment.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Misconfigured('PORT has to be a number up to 65535');
  return port;
}

/**
 * Reads every setting that the handlers will read, so that a wrong one is told at the start and not at the first
 * question. Throws Misconfigured, which names the variable and what it should hold.
 */
export function settingsInOrder(environment: Environment): void {
  for (const secret of ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN']) required(environment, secret);
  if (environment.SQS_ENDPOINT)
    for (const queue of ['TALK_QUEUE_URL', 'CHECKS_QUEUE_URL', 'WAVES_QUEUE_URL', 'FIXES_QUEUE_URL'])
      required(environment, queue);
  watchedChannels(environment);
  const { approvalChannel } = policy(environment);
  if (approvalChannel && !/^[CG][A-Z0-9]+$/.test(approvalChannel))
    throw new Misconfigured('APPROVAL_CHANNEL has to be the id of a channel (C…), not its name');
  const { canWrite } = assumptions(environment);
  const { urls, tls } = directorySettings(environment, 'read');
  for (const url of urls) serverOf(url, tls);
  if (environment.LDAP_GC_URL) for (const url of splitUrls(environment.LDAP_GC_URL)) serverOf(url, tls);
  if (canWrite) directorySettings(environment, 'write');
}
