import { readSecrets } from '../../lib/adapters/secrets.ts';
import { parameterOf, SECRETS, type Secret } from './names.ts';
import { type Kept, keptIn, put, type Store, type StoreRefused } from './store.ts';

/** Who is asked for a value, and told what became of it. */
export type Dialogue = {
  /** The value that was typed, unseen; empty to leave things as they are. */
  ask(question: string, problemWith: (value: string) => string | undefined): Promise<string>;
  say(line: string): void;
};

export type Wanted = {
  readonly stage: string;
  /** The one secret that is asked for; all of them, unless given. */
  readonly only?: string;
  /** A new signing secret goes before the old one, so that both are taken for as long as Slack uses either. */
  readonly keepOld: boolean;
  /** Names what is there, and asks for nothing. */
  readonly list: boolean;
};

const nameOf = (wanted: Wanted, secret: Secret): string => parameterOf(wanted.stage, secret);

const standing = (kept: Kept | undefined): string =>
  kept ? `version ${kept.version}, set ${kept.since}` : 'not there';

/** Asks for secrets one by one and puts them into Parameter Store. 0: all that are needed are there; 1: some are not. */
export async function putAll(store: Store, wanted: Wanted, { ask, say }: Dialogue): Promise<0 | 1> {
  const all = SECRETS.filter(({ name }) => !wanted.only || name === wanted.only);
  const kept = await keptIn(
    store,
    all.map((secret) => nameOf(wanted, secret)),
  );
  say(`Parameter Store, ${store.region}, /migcheck/${wanted.stage}/`);
  for (const secret of all)
    say(`  ${secret.name.padEnd(26)}${standing(kept.get(nameOf(wanted, secret)))}; ${secret.about}`);
  const missing: string[] = [];
  for (const secret of all) {
    const before = kept.get(nameOf(wanted, secret));
    const typed = wanted.list ? '' : await ask(question(secret, before), secret.problemWith);
    const value = secret.trimmed ? typed.trim() : typed;
    if (value !== '') say(await written(store, wanted, { secret, value, before }));
    else if (!before && secret.needed) missing.push(secret.name);
  }
  if (missing.length > 0) say(`Still missing: ${missing.join(', ')}.`);
  return missing.length > 0 ? 1 : 0;
}

/** On one line of any terminal; what it is was said above it. */
const question = ({ name }: Secret, before: Kept | undefined): string =>
  `${name} (Enter ${before ? 'keeps it' : 'leaves it out'}):`;

type New = { readonly secret: Secret; readonly value: string; readonly before: Kept | undefined };

async function written(store: Store, wanted: Wanted, { secret, value, before }: New): Promise<string> {
  const name = nameOf(wanted, secret);
  const both = wanted.keepOld && secret.name === 'slack-signing-secret' && before !== undefined;
  const whole = both ? `${value} ${(await readBack(store, name)).split(/\s+/)[0]}` : value;
  const version = await put(store, { name, value: whole, keyId: `alias/migcheck-${wanted.stage}-secrets` });
  const how = both ? ', before the old one' : '';
  try {
    const same = (await readBack(store, name)) === whole;
    return `${secret.name}: written as version ${version}${how}; read back: ${same ? 'the same' : 'ANOTHER VALUE. Somebody wrote beside you: look again.'}`;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it failed';
    return `${secret.name}: written as version ${version}${how}; NOT read back (${why})`;
  }
}

const readBack = async ({ region, environment }: Store, name: string): Promise<string> =>
  (await readSecrets({ names: { it: name }, region, endpoint: environment.SSM_ENDPOINT, environment })).it;

/** What to do where SSM refused. */
export function cureFor({ reason }: StoreRefused, stage: string): string {
  if (/KeyId/i.test(reason))
    return `The key alias/migcheck-${stage}-secrets is not there: it is made by npm run deploy -- --stage ${stage}, which needs no secret.`;
  if (/AccessDenied/.test(reason))
    return `Your credentials need ssm:GetParameters and ssm:PutParameter on /migcheck/${stage}/*, kms:Encrypt and kms:Decrypt with the stack's SecretsKey.`;
  return 'AWS does not know who asks, or the request came too late: look at your credentials (aws sts get-caller-identity) and clock.';
}
