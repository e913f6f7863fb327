import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Credentials, expectedAuthorization } from './parameter-store.ts';

export const CALLER: Credentials = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG' };

type Parameter = { readonly value: string; readonly version: number; readonly keyId: string };

/** SSM as far as GetParameters and PutParameter go, and KMS as far as that a key is there or not. */
export async function startWritableStore(keys: readonly string[] = ['alias/migcheck-prod-secrets']) {
  const kept = new Map<string, Parameter>();
  const calls: { readonly action: string; readonly decrypts: boolean }[] = [];

  function get({ Names, WithDecryption }: { Names: string[]; WithDecryption: boolean }) {
    const Parameters = Names.flatMap((Name) => {
      const held = kept.get(Name);
      if (!held) return [];
      const Value = WithDecryption ? held.value : 'AQICAHh-ciphertext';
      return [{ Name, Type: 'SecureString', Value, Version: held.version, LastModifiedDate: 1795420800.123 }];
    });
    return { Parameters, InvalidParameters: Names.filter((name) => !kept.has(name)) };
  }

  function put(input: { Name: string; Value: string; Type: string; KeyId: string; Overwrite: boolean }) {
    if (!keys.includes(input.KeyId)) return { __type: 'InvalidKeyId', message: input.KeyId };
    if (input.Type !== 'SecureString') return { __type: 'UnsupportedParameterType' };
    const before = kept.get(input.Name);
    if (before && !input.Overwrite) return { __type: 'ParameterAlreadyExists' };
    const version = (before?.version ?? 0) + 1;
    kept.set(input.Name, { value: input.Value, version, keyId: input.KeyId });
    return { Version: version, Tier: 'Standard' };
  }

  function answer(request: IncomingMessage, body: string): object {
    if (request.headers.authorization !== expectedAuthorization(request, body, CALLER))
      return { __type: 'UnrecognizedClientException' };
    const input = JSON.parse(body);
    const action = String(request.headers['x-amz-target']).replace('AmazonSSM.', '');
    calls.push({ action, decrypts: input.WithDecryption === true });
    if (action === 'GetParameters') return get(input);
    return action === 'PutParameter' ? put(input) : { __type: 'UnknownOperationException' };
  }

  const server = createServer(async (request, response) => {
    const reply = answer(request, Buffer.concat(await request.toArray()).toString());
    response.writeHead('__type' in reply ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(reply));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    environment: { AWS_ACCESS_KEY_ID: CALLER.id, AWS_SECRET_ACCESS_KEY: CALLER.secret, AWS_REGION: 'eu-west-1' },
    /** What is kept, by name. */
    kept,
    calls,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
