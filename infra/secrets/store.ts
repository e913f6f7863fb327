import * as z from 'zod';
import { callSsm, reasonIn } from '../../lib/adapters/secrets.ts';
import type { Environment } from '../../lib/adapters/settings.ts';

/** Parameter Store of one region, with somebody's credentials. */
export type Store = { readonly region: string; readonly environment: Environment };

/** What is kept under a name: never the value. */
export type Kept = { readonly version: number; readonly since: string };

const ONE_CALL_MS = 10_000;

const Listed = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Version: z.number(), LastModifiedDate: z.number() })).default([]),
});
const Written = z.object({ Version: z.number() });

/** SSM said no; `reason` is its own word, and nothing else of its answer. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  readonly reason: string;
  constructor(reason: string, action: string) {
    super(`SSM refused ${action}: ${reason}`);
    this.reason = reason;
  }
}

async function call(store: Store, action: string, input: object): Promise<unknown> {
  const { region, environment } = store;
  const place = { region, environment, endpoint: environment.SSM_ENDPOINT || undefined };
  const response = await callSsm(place, action, { body: JSON.stringify(input), within: ONE_CALL_MS });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new StoreRefused(reasonIn(text) || `HTTP ${response.status}`, action);
}

/** What is there of these names; values are neither decrypted nor read. */
export async function keptIn(store: Store, names: readonly string[]): Promise<ReadonlyMap<string, Kept>> {
  const answer = Listed.parse(await call(store, 'GetParameters', { Names: names, WithDecryption: false }));
  return new Map(
    answer.Parameters.map(({ Name, Version, LastModifiedDate }) => [
      Name,
      { version: Version, since: new Date(LastModifiedDate * 1000).toISOString().slice(0, 10) },
    ]),
  );
}

/**
 * Puts a value there, encrypted under a key of the stack, over what was there before. Resolves to its version.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export async function put(
  store: Store,
  { name, value, keyId }: { readonly name: string; readonly value: string; readonly keyId: string },
): Promise<number> {
  const input = { Name: name, Value: value, Type: 'SecureString', KeyId: keyId, Overwrite: true };
  return Written.parse(await call(store, 'PutParameter', input)).Version;
}
