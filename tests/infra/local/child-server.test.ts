import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { startChildServer } from '../../../infra/local/child-server.ts';
import { until } from '../../support/until.ts';

const serverOn = (port: number) => ['-e', `require('node:http').createServer().listen(${port}, '127.0.0.1')`];

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('connect', () => socket.destroy()).on('error', () => resolve(false));
  });

test('a server listens once it has started, and no longer once it is closed', async () => {
  const server = await startChildServer(process.execPath, serverOn);
  expect(await listens(server.port)).toBe(true);

  await server.close();

  expect(await listens(server.port)).toBe(false);
  await server.close();
});

test('a server that cannot start says so in its own words', async () => {
  const complaint = ['-e', 'console.error("no room left"); process.exit(1)'];

  await expect(startChildServer(process.execPath, () => complaint)).rejects.toThrow('no room left');
  await expect(startChildServer('no-such-program', () => [])).rejects.toThrow('no-such-program did not start');
});

test('a server ends with the process that started it, even one that was killed', async () => {
  const module = pathToFileURL(join(__dirname, '..', '..', '..', 'infra', 'local', 'child-server.ts'));
  const script = `
    import { startChildServer } from '${module}';
    const serverOn = ${serverOn};
    console.log((await startChildServer(process.execPath, serverOn)).port);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(starter.stdout), 'line');
  expect(await listens(Number(line))).toBe(true);

  starter.kill('SIGKILL');

  await until(
    () => listens(Number(line)),
    (still) => !still,
  );
});
