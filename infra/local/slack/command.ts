import { deliver } from './delivery.ts';
import { escapeText } from './escaping.ts';
import { asObject } from './incoming.ts';
import { botScopes, type Manifest } from './manifest.ts';
import { say } from './response-url.ts';
import { issueResponseUrl, issueTrigger } from './tickets.ts';
import type { Channel, Person, Workspace } from './workspace.ts';

/** What a person sees of what they did: nothing more to say, or a notice. */
export type Felt = { readonly ok: true } | { readonly ok: false; readonly error: string; readonly notice: string };

type SlashCommand = NonNullable<NonNullable<Manifest['features']>['slash_commands']>[number];

/** The commands that the manifest names, if its scopes allow any; without `features` there is `/migcheck`. */
export function commandsOf({ settings: { manifest } }: Workspace): readonly SlashCommand[] {
  if (!botScopes(manifest).includes('commands')) return [];
  return manifest.features ? (manifest.features.slash_commands ?? []) : [{ command: '/migcheck', should_escape: true }];
}

/** Sends `/command text` to the app and shows its answer. https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function runCommand(workspace: Workspace, person: Person, channel: Channel, typed: string): Promise<Felt> {
  const [, command = '', text = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(typed) ?? [];
  const known = commandsOf(workspace).find((candidate) => candidate.command === command);
  if (!known) return failed('unknown_command', `${command} is not a valid command. In Slack, slash starts a command.`);
  const form = commandForm(workspace, person, channel, known, text.trimEnd());
  const delivered = await deliver(workspace, form);
  if (delivered.kind === 'failed') {
    return failed(delivered.error, `${command} failed because the app did not respond (${delivered.error}).`);
  }
  const { answer } = delivered;
  const sent = typeof answer === 'string' ? { text: answer } : asObject(answer);
  if (!sent || Object.keys(sent).length === 0) return { ok: true };
  const ticket = workspace.responseUrls.get(form.response_url.slice(workspace.url.length));
  const said = ticket && say(workspace, ticket, sent);
  if (said?.status === 200) return { ok: true };
  return failed('invalid_answer', `${command} gave an answer that Slack refuses.`);
}

function commandForm(workspace: Workspace, person: Person, channel: Channel, known: SlashCommand, text: string) {
  const { enterprise } = workspace.settings;
  return {
    token: 'verification-tokens-are-deprecated',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command: known.command,
    text: known.should_escape ? escapeText(text, workspace) : text,
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(workspace, { person: person.id, channel: channel.id }),
    trigger_id: issueTrigger(workspace, person.id),
  };
}

/** Slack hides the names of what is not public. */
export const channelName = ({ kind, name }: Channel): string =>
  kind === 'im' ? 'directmessage' : kind === 'private' ? 'privategroup' : name;

export const failed = (error: string, notice: string): Felt => ({ ok: false, error, notice });
