import type { JsonObject } from './block-kit/problems.ts';
import { type Felt, failed } from './command.ts';
import { deliver } from './delivery.ts';
import { issueTrigger } from './tickets.ts';
import type { Person, Workspace } from './workspace.ts';

/** Sends what a person did with a part of the app, and waits for the app's 200. */
export async function sendInteraction(workspace: Workspace, payload: JsonObject): Promise<Felt> {
  if (workspace.settings.manifest.settings?.interactivity?.is_enabled === false) {
    return failed('interactivity_disabled', 'This app is not configured to handle interactive responses.');
  }
  const delivered = await deliver(workspace, { payload: JSON.stringify(payload) });
  if (delivered.kind === 'acknowledged') return { ok: true };
  return failed(delivered.error, `This app did not respond (${delivered.error}).`);
}

/** Who acts, and in which workspace: the same in every interaction. */
export function actorFields(workspace: Workspace, person: Person): JsonObject {
  const { team, settings } = workspace;
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    token: 'verification-tokens-are-deprecated',
    team: { id: team.id, domain: team.domain },
    enterprise: settings.enterprise ?? null,
    is_enterprise_install: false,
    trigger_id: issueTrigger(workspace, person.id),
  };
}
