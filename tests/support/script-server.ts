import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server in a child process; `said` is the JSON line it printed once it listened. */
export type ScriptServer<Said> = {
  readonly said: Said;
  /** Writes a line to its stdin. */
  tell(line: string): void;
  stop(): Promise<void>;
};

/**
 * Runs a TypeScript file by Node itself, outside Jest (which cannot load packages that are ES modules only), and
 * waits for its first line on stdout: one JSON value.
 */
export async function startScript<Said>(path: string, options: unknown = {}): Promise<ScriptServer<Said>> {
  const child = spawn(process.execPath, [path, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (words: Buffer) => complaints.push(words));
  const line = await Promise.race([firstLine(child), once(child, 'exit').then(() => undefined)]);
  if (line === undefined) throw new Error(`${path} stopped before it listened: ${Buffer.concat(complaints)}`);
  return {
    said: JSON.parse(line),
    tell: (words) => void child.stdin.write(`${words}\n`),
    stop: () => stop(child),
  };
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) return undefined;
  const [line] = await once(createInterface(child.stdout), 'line');
  return line;
}

/** The script ends when its stdin does, so it cannot outlive the test either. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
}
