import { createHash } from 'node:crypto';
import type { Actor } from '../migration/audit.ts';

/** The fields of a verified command payload that say who asked. */
type CommandIds = { readonly user_id: string; readonly team_id?: string; readonly enterprise_id?: string };

/** The fields of a verified interaction payload that say who clicked. */
type InteractionIds = {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly team: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
};

export const actorOfCommand = (ids: CommandIds): Actor => ({
  enterprise: ids.enterprise_id ?? null,
  team: ids.team_id ?? null,
  user: ids.user_id,
});

/** The clicker's own workspace counts: in a shared channel it is another than the message's. */
export const actorOfInteraction = ({ user, team, enterprise }: InteractionIds): Actor => ({
  enterprise: enterprise?.id ?? null,
  team: user.team_id ?? team?.id ?? null,
  user: user.id,
});

/**
 * True for somebody of another organisation: buttons in a channel that came to be shared can be pressed by its people.
 * Within one Enterprise Grid other workspaces are ours as well.
 */
export const isOutsider = ({ user, team, enterprise }: InteractionIds): boolean =>
  !enterprise && team !== null && user.team_id !== undefined && user.team_id !== team.id;

export const NOT_FOR_OUTSIDERS =
  'Only people of the workspace that migcheck belongs to can ask for somebody in the directory.';

/** One id for everything that comes of one click or command; the trigger itself is a key and is never passed on. */
export const jobIdOf = (trigger: string): string => createHash('sha256').update(trigger).digest('hex').slice(0, 32);
