import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { openSecrets, whileCurrent } from '../../lib/adapters/environment.ts';
import { type Credentials, startParameterStore } from '../support/parameter-store.ts';
import { until } from '../support/until.ts';

const CALLER: Credentials = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG', token: 'session/token+==' };
const PASSWORD = '/migcheck/test/password';
const MINUTE = 60_000;

let store: Awaited<ReturnType<typeof startParameterStore>>;
const before = { ...process.env };
beforeEach(async () => {
  store = await startParameterStore(CALLER, { [PASSWORD]: 'old' });
  Object.assign(process.env, {
    PASSWORD_PARAMETER: PASSWORD,
    SSM_ENDPOINT: store.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: CALLER.id,
    AWS_SECRET_ACCESS_KEY: CALLER.secret,
    AWS_SESSION_TOKEN: CALLER.token,
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...before };
  await store.close();
});

/** Time passes for whoever asks the clock. */
function later(ms: number): void {
  const at = Date.now() + ms;
  jest.spyOn(Date, 'now').mockReturnValue(at);
}

test('a secret is read once in five minutes, and what is made with it is made anew only when it has changed', async () => {
  const secrets = openSecrets(['PASSWORD']);
  const made = whileCurrent(secrets, async ({ PASSWORD: password }) => ({ password }));
  const first = await made();
  expect(first).toEqual({ password: 'old' });

  store.put(PASSWORD, 'new');
  later(4 * MINUTE);
  expect(await made()).toBe(first);
  later(2 * MINUTE);
  const second = await made();
  expect(second).toEqual({ password: 'new' });

  later(6 * MINUTE);
  expect(await made()).toBe(second);
  expect(store.asked).toHaveLength(3);
});

test('whoever comes while SSM is silent goes on with what was read, and does not wait for its second try', async () => {
  const secrets = openSecrets(['PASSWORD']);
  expect((await secrets.now()).PASSWORD).toBe('old');
  store.put(PASSWORD, 'new');
  store.trouble('silence');
  later(6 * MINUTE);

  expect((await secrets.now()).PASSWORD).toBe('old');
  expect(store.asked).toHaveLength(2);

  // The second try is answered, and is there for whoever comes next.
  await until(
    async () => (await secrets.now()).PASSWORD,
    (password) => password === 'new',
  );
  expect(store.asked).toHaveLength(3);
});

test('what was never read is waited for, and a failure of that is thrown', async () => {
  store.trouble({ status: 400, body: { __type: 'AccessDeniedException' } });
  const secrets = openSecrets(['PASSWORD']);

  await expect(secrets.now()).rejects.toThrow('AccessDeniedException');
  expect((await secrets.now()).PASSWORD).toBe('old');
});

test('whoever is refused while a slow reading is under way waits for it, and has the new secret', async () => {
  const secrets = openSecrets(['PASSWORD']);
  await secrets.now();
  store.put(PASSWORD, 'new');
  store.trouble('silence');
  later(6 * MINUTE);

  expect((await secrets.now()).PASSWORD).toBe('old');
  expect((await secrets.again()).PASSWORD).toBe('new');
});
