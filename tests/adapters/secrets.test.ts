import { afterEach, expect, test } from '@jest/globals';
import { readSecrets } from '../../lib/adapters/secrets.ts';
import { Misconfigured } from '../../lib/errors.ts';
import { type Credentials, startParameterStore } from '../support/parameter-store.ts';

const caller: Credentials = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG', token: 'session/token+==' };
const environment = {
  AWS_ACCESS_KEY_ID: caller.id,
  AWS_SECRET_ACCESS_KEY: caller.secret,
  AWS_SESSION_TOKEN: caller.token,
};
const values = {
  '/migcheck/prod/signing-secret': 's3cret',
  '/migcheck/prod/bot-token': 'xoxb-tökén',
  '/migcheck/prod/empty': '',
};
const names = { signingSecret: '/migcheck/prod/signing-secret', botToken: '/migcheck/prod/bot-token' };

type Store = Awaited<ReturnType<typeof startParameterStore>>;
const stores: Store[] = [];

async function storeWith(...rest: [] | [Parameters<typeof startParameterStore>[2]]): Promise<Store> {
  const store = await startParameterStore(caller, values, ...rest);
  stores.push(store);
  return store;
}

const read = ({ endpoint }: Store, wanted: Record<string, string> = names) =>
  readSecrets({ names: wanted, region: 'eu-west-1', endpoint, environment });

/** Everything that an error would show in a log, its causes too. */
const shown = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${shown(error.cause)}` : String(error);

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

test('all secrets come from one signed request, decrypted', async () => {
  const store = await storeWith();

  expect(await read(store)).toEqual({ signingSecret: 's3cret', botToken: 'xoxb-tökén' });

  expect(store.asked).toEqual([{ Names: Object.values(names), WithDecryption: true }]);
});

test('credentials that last, without a session, are signed as well', async () => {
  const store = await startParameterStore({ id: 'AKID', secret: 'key' }, values);
  stores.push(store);
  const lasting = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'key' };

  const secrets = readSecrets({ names, region: 'eu-west-1', endpoint: store.endpoint, environment: lasting });

  expect(await secrets).toMatchObject({ signingSecret: 's3cret' });
});

test('a parameter that is not there is named, and so is an empty one; no value is', async () => {
  const store = await storeWith();

  const reading = read(store, { ...names, a: '/migcheck/prod/password', b: '/migcheck/prod/empty' });

  await expect(reading).rejects.toBeInstanceOf(Misconfigured);
  const told = shown(await reading.catch((error: unknown) => error));
  expect(told).toContain('/migcheck/prod/password, /migcheck/prod/empty');
  expect(told).not.toMatch(/s3cret|xoxb/);
});

test.each([
  ['a fault of the service', { status: 500, body: { __type: 'InternalServerError' } }],
  ['too many calls', { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } }],
  ['no answer', 'silence' as const],
])('after %s it is tried once more', async (_, trouble) => {
  const store = await storeWith([trouble]);

  expect(await read(store)).toMatchObject({ signingSecret: 's3cret' });

  expect(store.asked).toHaveLength(2);
});

test('a service that stays away is given up on after two tries', async () => {
  const store = await storeWith(['silence', 'silence', 'silence']);

  await expect(read(store)).rejects.toMatchObject({
    message: 'SSM did not answer',
    cause: { name: 'TimeoutError' },
  });

  expect(store.asked).toHaveLength(2);
});

test('a refusal is told in SSM’s own word, and not tried again', async () => {
  const denied = { status: 400, body: { __type: 'AccessDeniedException', Message: 'User is not authorized' } };
  const store = await storeWith([denied]);

  await expect(read(store)).rejects.toThrow('400 AccessDeniedException');

  expect(store.asked).toHaveLength(1);
});

test('an answer that breaks off shows nobody what was in it', async () => {
  const store = await storeWith([{ status: 200, body: '{"Parameters":[{"Name":"/a","Value":"s3cret' }]);

  const error = await read(store).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(Error);
  expect(shown(error)).not.toContain('s3cret');
});
