import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The bot as `npm start` runs it, in a process of its own; nothing is installed on the way. */
export type RunningBot = { readonly page: string; stop(): Promise<number | null> };

const root = join(__dirname, '..', '..');

const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
const ours = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };

function pageOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const page = /migcheck is ready: (http:\S+)/.exec(said)?.[1];
      if (page) resolve(page);
    });
    child.once('exit', (code) => reject(new Error(`The bot ended (${code}) before it was ready:\n${said}`)));
  });
}

/** Starts the bot on any free port; `environment` is all that it gets besides the path. */
export async function startLocalBot(environment: Readonly<Record<string, string>> = {}): Promise<RunningBot> {
  const child = spawn(process.execPath, ['infra/local/start.ts'], {
    cwd: root,
    env: { ...ours, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const page = await pageOf(child);
  return {
    page,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}
