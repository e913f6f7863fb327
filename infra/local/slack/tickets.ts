import { randomBytes } from 'node:crypto';
import { now, type ResponseUrl, type Workspace } from './workspace.ts';

const TRIGGER_LIFE = 3_000;
const RESPONSE_URL_LIFE = 30 * 60_000;
const RESPONSE_URL_USES = 5;

/** A trigger_id: opens one modal for `person`, within three seconds. */
export function issueTrigger(workspace: Workspace, person: string): string {
  const at = now(workspace);
  const id = `${at}.${workspace.lastTs || 1}.${randomBytes(16).toString('hex')}`;
  workspace.triggers.set(id, { person, at, used: false });
  return id;
}

export type Exchanged = { readonly kind: 'exchanged'; readonly person: string } | Refusal;
type Refusal = { readonly kind: 'refused'; readonly error: string };

/** Takes a trigger_id for the one modal that it is good for. https://docs.slack.dev/reference/methods/views.open */
export function exchangeTrigger(workspace: Workspace, id: unknown): Exchanged {
  const trigger = typeof id === 'string' ? workspace.triggers.get(id) : undefined;
  if (!trigger) return { kind: 'refused', error: 'invalid_trigger_id' };
  if (trigger.used) return { kind: 'refused', error: 'exchanged_trigger_id' };
  if (now(workspace) - trigger.at > TRIGGER_LIFE) return { kind: 'refused', error: 'expired_trigger_id' };
  trigger.used = true;
  return { kind: 'exchanged', person: trigger.person };
}

/** A response_url for what `person` just did in a channel; `original` is the message they did it to. */
export function issueResponseUrl(
  workspace: Workspace,
  given: Pick<ResponseUrl, 'person' | 'channel' | 'threadTs' | 'original'>,
): string {
  const path = `/actions/${workspace.team.id}/${workspace.lastTs}/${randomBytes(12).toString('hex')}`;
  workspace.responseUrls.set(path, { ...given, at: now(workspace), uses: 0 });
  return workspace.url + path;
}

export type Redeemed = { readonly kind: 'redeemed'; readonly ticket: ResponseUrl } | Refusal;

/** Uses a response_url once. https://docs.slack.dev/interactivity/handling-user-interaction: five times in 30 minutes. */
export function redeemResponseUrl(workspace: Workspace, path: string): Redeemed {
  const ticket = workspace.responseUrls.get(path);
  if (!ticket) return { kind: 'refused', error: 'invalid_url' };
  if (now(workspace) - ticket.at > RESPONSE_URL_LIFE) return { kind: 'refused', error: 'expired_url' };
  if (ticket.uses >= RESPONSE_URL_USES) return { kind: 'refused', error: 'used_url' };
  ticket.uses += 1;
  return { kind: 'redeemed', ticket };
}
