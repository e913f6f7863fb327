import { withCredentials } from '../../lib/adapters/aws-credentials.ts';
import type { Environment } from '../../lib/adapters/settings.ts';

/** What this terminal is set to, and the settings of the bot that runs on this machine, if one does. */
export type Here = { readonly environment: Environment; readonly running?: Environment };

/** Where the signing secret and the table of proposals are. A terminal with a secret of its own means another bot. */
export async function settingsFor(stage: string | undefined, { environment, running }: Here): Promise<Environment> {
  if (!stage) return environment.SLACK_SIGNING_SECRET ? environment : { ...environment, ...running };
  const region = environment.AWS_REGION || 'eu-central-1';
  return {
    ...(await withCredentials(environment, region)),
    AWS_REGION: region,
    SLACK_SIGNING_SECRET: '',
    SLACK_SIGNING_SECRET_PARAMETER: `/migcheck/${stage}/slack-signing-secret`,
    PROPOSALS_TABLE: `migcheck-${stage}-proposals`,
  };
}
