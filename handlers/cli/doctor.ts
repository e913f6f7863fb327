import { parseArgs } from 'node:util';
import { withCredentials } from '../../lib/adapters/aws-credentials.ts';
import { environmentWith } from '../../lib/adapters/environment.ts';
import { type Environment, required } from '../../lib/adapters/settings.ts';
import { signingSecrets } from '../../lib/adapters/slack-signature.ts';
import { doctorDocument, doctorText } from '../../lib/cards/doctor-text.ts';
import { exitCodeOf, type Finding, findingsOf } from '../../lib/doctor/finding.ts';
import { Misuse } from '../../lib/errors.ts';
import { ledgerFindings, queueFindings } from '../doctor/aws.ts';
import { directoryFindings } from '../doctor/directory.ts';
import { readSettings } from '../doctor/looking.ts';
import { slackFindings } from '../doctor/slack.ts';
import { type Answered, json } from './answered.ts';

const OPTIONS = {
  stage: { type: 'string' },
  directory: { type: 'boolean', default: true },
  json: { type: 'boolean' },
} as const;

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowNegative: true });
    if (values.stage !== undefined && !/^[A-Za-z][A-Za-z0-9-]{0,30}$/.test(values.stage))
      throw new Misuse('--stage is the name of a stage, as in npm run deploy -- --stage prod.');
    return values;
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

/** As serverless.yml has it where nothing else is said. */
const REGION = 'eu-central-1';
const SECRETS = {
  SLACK_SIGNING_SECRET: 'slack-signing-secret',
  SLACK_BOT_TOKEN: 'slack-bot-token',
  LDAP_BIND_PASSWORD: 'ldap-bind-password',
  LDAP_WRITE_BIND_PASSWORD: 'ldap-write-bind-password',
} as const;

/** The names that a deployment of this stage has (serverless.yml, infra/); what this terminal has for them is left out. */
async function deployed(stage: string, environment: Environment): Promise<Environment> {
  const region = environment.AWS_REGION || REGION;
  const secrets = Object.entries(SECRETS).flatMap(([name, parameter]): [string, string][] => [
    [name, ''],
    [`${name}_PARAMETER`, `/migcheck/${stage}/${parameter}`],
  ]);
  return {
    ...(await withCredentials(environment, region)),
    AWS_REGION: region,
    ...Object.fromEntries(secrets),
    PROPOSALS_TABLE: `migcheck-${stage}-proposals`,
    AUDIT_TABLE: `migcheck-${stage}-audit`,
    TALK_QUEUE_URL: `migcheck-${stage}-talk`,
    CHECKS_QUEUE_URL: `migcheck-${stage}-checks`,
    WAVES_QUEUE_URL: `migcheck-${stage}-waves`,
    FIXES_QUEUE_URL: `migcheck-${stage}-fixes.fifo`,
  };
}

/** That it is the right one only a request from Slack shows: npm run smoke, or any command typed in Slack. */
async function signingSecret(environment: Environment): Promise<Finding> {
  const read = async () =>
    signingSecrets(required(await environmentWith(['SLACK_SIGNING_SECRET'], environment), 'SLACK_SIGNING_SECRET'));
  return (await readSettings('the signing secret', read)).finding;
}

const LEFT_OUT = findingsOf('Directory, account that reads').untold(
  'the directory',
  'was left out (--no-directory)',
  '/migcheck doctor in Slack: check, wave and fix look at it from where they stand.',
);

async function lookAtAll(environment: Environment, directory: boolean): Promise<readonly Finding[]> {
  const all = await Promise.all([
    signingSecret(environment).then((finding) => [finding]),
    slackFindings(environment),
    ...(directory
      ? [directoryFindings(environment, 'read'), directoryFindings(environment, 'write')]
      : [Promise.resolve([LEFT_OUT])]),
    ledgerFindings(environment),
    queueFindings(environment),
  ]);
  return all.flat();
}

/**
 * `migcheck doctor`: looks at everything that can be seen from this terminal, and writes nothing. Exit code 0: all well;
 * 1: a warning; 2: something is broken, or misuse.
 */
export async function doctor(args: readonly string[], environment: Environment): Promise<Answered> {
  const { stage, directory, json: asJson } = parsed(args);
  const all = stage ? await deployed(stage, environment) : environment;
  const findings = await lookAtAll(all, directory);
  return { output: asJson ? json(doctorDocument(findings)) : doctorText(findings), code: exitCodeOf(findings) };
}
