/** A secret that a stage has in SSM, by the last part of its name, and what it looks like. */
export type Secret = {
  readonly name: string;
  /** What it is, and where it is found. */
  readonly about: string;
  /** Without it something does not work; without the others less is done. */
  readonly needed: boolean;
  /** Blanks around it come from copying, and are no part of it. */
  readonly trimmed: boolean;
  /** What is wrong with a value; undefined when nothing is. Never says the value. */
  readonly problemWith: (value: string) => string | undefined;
};

const isSigningSecret = (text: string): boolean => /^\s*[0-9a-f]{32}\s*$/i.test(text);

const password = (value: string): string | undefined =>
  /[\r\n\0]/.test(value) ? 'A password is one line.' : undefined;

/** As serverless.yml names them to the functions (`…_PARAMETER`), and infra/roles lets each read its own. */
export const SECRETS: readonly Secret[] = [
  {
    name: 'slack-signing-secret',
    about: "the Slack app's Basic Information, Signing Secret",
    needed: true,
    trimmed: true,
    problemWith: (value) =>
      isSigningSecret(value) ? undefined : 'A signing secret is 32 digits and letters a to f (Basic Information).',
  },
  {
    name: 'slack-bot-token',
    about: "the Slack app's OAuth & Permissions, Bot User OAuth Token",
    needed: true,
    trimmed: true,
    problemWith: (value) =>
      /^\s*xoxb-\S+\s*$/.test(value)
        ? undefined
        : 'A bot token begins with xoxb- (OAuth & Permissions, Bot User OAuth Token).',
  },
  {
    name: 'ldap-bind-password',
    about: 'the password of LDAP_BIND_DN, which reads',
    needed: true,
    trimmed: false,
    problemWith: password,
  },
  {
    name: 'ldap-write-bind-password',
    about: 'the password of LDAP_WRITE_BIND_DN, which writes; left out in the read-only first week',
    needed: false,
    trimmed: false,
    problemWith: password,
  },
];

export const parameterOf = (stage: string, { name }: Pick<Secret, 'name'>): string => `/migcheck/${stage}/${name}`;
