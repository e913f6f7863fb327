import { type Finding, findingsOf } from './finding.ts';

/** A group of settings, and what is wrong with it; the problem names the variable, never its value. */
export type SettingsSeen = { readonly what: string; readonly problem?: string };

const CURES: readonly (readonly [RegExp, string])[] = [
  [/SSM parameter missing or empty/, 'npm run secrets -- --stage STAGE asks for it and puts it there.'],
  [
    /^SSM did not answer/,
    'No way to Parameter Store: from a private subnet the SSM interface endpoint, with private DNS.',
  ],
  [/^SSM /, 'The role (or your own credentials) must read the parameter and decrypt with its key: infra/roles.'],
  [/^(SLACK_SIGNING_SECRET|SLACK_BOT_TOKEN|LDAP_\w*PASSWORD)\b/, 'On AWS: npm run secrets. Here: put it into .env.'],
];

/** What is set, as far as it can be read. */
export function judgeSettings({ what, problem }: SettingsSeen): Finding {
  const say = findingsOf('Settings');
  if (problem === undefined) return say.well(what, 'can be read');
  const cure = CURES.find(([pattern]) => pattern.test(problem))?.[1];
  return say.broken(what, problem, cure ?? 'Set it in .env as .env.example says, and deploy again (or start again).');
}
