import type { JsonObject } from '../block-kit/problems.ts';
import { botScopes } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';

export type Reply = JsonObject & { readonly ok: boolean };

/** One method of the Web API: the scopes of which the token needs one, and what it does. */
export type Method = {
  readonly scopes: readonly string[];
  /** Reads no JSON body: https://docs.slack.dev/apis/web-api/ (POST bodies), as the method's own page says. */
  readonly formOnly?: boolean;
  readonly run: (workspace: Workspace, args: JsonObject) => Reply;
};

export const refuse = (error: string, more: JsonObject = {}): Reply => ({ ok: false, error, ...more });

export const missingScope = (workspace: Workspace, needed: readonly string[]): Reply =>
  refuse('missing_scope', { needed: needed.join(','), provided: scopesOf(workspace).join(',') });

/** The bot scopes that the manifest asks for, which is what an installed app's token has. */
export const scopesOf = ({ settings }: Workspace): readonly string[] => botScopes(settings.manifest);

export const hasScope = (workspace: Workspace, scope: string): boolean => scopesOf(workspace).includes(scope);

/** An argument as text; undefined when it was not given. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1';

export const missingArgument = (name: string): Reply =>
  refuse('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
