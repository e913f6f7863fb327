import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EqualityFilter } from 'ldapts';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { served } from '../../../infra/local/sample/organization.ts';
import { type Connection, connect } from '../../../lib/adapters/directory/connection.ts';
import { serverOf } from '../../../lib/adapters/directory/settings.ts';
import { until } from '../../support/until.ts';

const organization = exchange55Organization();
const { reader } = organization.accounts;

let ldap: Ldap;
let connection: Connection;
beforeAll(async () => {
  ldap = await startLdap(served(organization));
  connection = await connect(serverOf(ldap.url, 'off'), {
    bindDn: reader.names[0] ?? '',
    password: reader.password,
    timeoutMs: 20_000,
    connectTimeoutMs: 20_000,
    onRoundTrip: () => undefined,
  });
});
afterAll(async () => {
  await connection.close();
  await ldap.close();
});

/** Throws away what nobody holds. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** A search, of whose answer nothing is left here but whether it is still held by somebody. */
async function answered(): Promise<WeakRef<object>> {
  const base = organization.suffix;
  const filter = new EqualityFilter({ attribute: 'uid', value: 'jdoe' });
  return new WeakRef(await connection.search({ base, scope: 'sub', filter, attributes: ['cn'] }));
}

test('an answer is held by nobody once it was given, though its connection lives on', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, answered));
  const held = async () => {
    collect();
    return answers.filter((answer) => answer.deref() !== undefined).length;
  };

  expect(await until(held, (count) => count <= 1)).toBeLessThanOrEqual(1);
  expect(connection.isUsable()).toBe(true);
});
