import { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import { Misconfigured } from '../errors.ts';

/** Where SSM is. Credentials are those of the environment. */
export type SsmPlace = {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

/** Which parameter of SSM holds which secret, and where to ask. */
export type SecretsPlace<Key extends string> = SsmPlace & { readonly names: Readonly<Record<Key, string>> };

/** Both tries end within two seconds: the door starts with this, and Slack waits three. */
const ONE_TRY_MS = 1000;

const Answer = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  InvalidParameters: z.array(z.string()).default([]),
});

/**
 * Reads secrets from SSM in one GetParameters call, at most ten of them, each by its plain name. Throws Misconfigured
 * for a parameter that is not there or empty, and an Error with SSM's own word for anything else; never a value.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export async function readSecrets<Key extends string>(place: SecretsPlace<Key>): Promise<Record<Key, string>> {
  const names: readonly string[] = [...new Set(Object.values<string>(place.names))];
  const answer = await ask(place, JSON.stringify({ Names: names, WithDecryption: true }));
  const values = new Map(answer.Parameters.map(({ Name, Value }) => [Name, Value]));
  const missing = names.filter((name) => !values.get(name));
  if (missing.length > 0) throw new Misconfigured(`SSM parameter missing or empty: ${missing.join(', ')}`);
  const secrets = Object.entries<string>(place.names).map(([key, name]) => [key, values.get(name)]);
  return Object.fromEntries(secrets);
}

async function ask(place: SecretsPlace<string>, body: string): Promise<z.infer<typeof Answer>> {
  const first = await tryOnce(place, body);
  const reply = first.again ? await tryOnce(place, body) : first;
  if (reply.status === 200) return Answer.parse(jsonIn(reply.text));
  if (reply.status === undefined) throw new Error('SSM did not answer', { cause: reply.cause });
  throw new Error(`SSM did not hand out the parameters: ${reply.status} ${reasonIn(reply.text)}`);
}

/** `again` where another try can help: no answer at all, a fault of the service, or too many calls. */
type Try =
  | { readonly status: number; readonly text: string; readonly again: boolean }
  | { readonly status: undefined; readonly cause: unknown; readonly again: true };

async function tryOnce(place: SecretsPlace<string>, body: string): Promise<Try> {
  try {
    const response = await callSsm(place, 'GetParameters', { body, within: ONE_TRY_MS });
    const text = await response.text();
    const busy = response.status >= 500 || response.status === 429 || reasonIn(text) === 'ThrottlingException';
    return { status: response.status, text, again: busy };
  } catch (cause) {
    return { status: undefined, cause, again: true };
  }
}

/** One signed request; `within` in milliseconds. What comes back may be a refusal (reasonIn). */
export function callSsm(
  { region, endpoint, environment = process.env }: SsmPlace,
  action: string,
  { body, within }: { readonly body: string; readonly within: number },
): Promise<Response> {
  const client = new AwsClient({
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    ...(environment.AWS_SESSION_TOKEN ? { sessionToken: environment.AWS_SESSION_TOKEN } : {}),
    service: 'ssm',
    region,
    retries: 0,
  });
  return client.fetch(endpoint ?? `https://ssm.${region}.amazonaws.com/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonSSM.${action}` },
    body,
    signal: AbortSignal.timeout(within),
  });
}

/** SSM's word for what is wrong (`AccessDeniedException`), without the namespace, and nothing else of its answer. */
export function reasonIn(text: string): string {
  const word = /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(text);
  return word?.[1] ?? '';
}

/** Undefined for anything but JSON: the parser's own error would quote the text, and so a secret. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
