import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the local bot keeps what outlives it. */
export const localFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.local');
const file = join(localFolder, 'running.json');

/** The settings by which a terminal reaches the bot that runs on this machine. */
export type Running = { readonly pid: number; readonly environment: Readonly<Record<string, string>> };

export function announceRunning(environment: Readonly<Record<string, string>>): void {
  mkdirSync(localFolder, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, environment }), { mode: 0o600 });
}

/** Only what this process has announced: another bot may have been started since. */
export function forgetRunning(): void {
  if (runningBot()?.pid === process.pid) rmSync(file, { force: true });
}

/** The bot that runs on this machine; undefined when none does, also after one that was killed. */
export function runningBot(): Running | undefined {
  if (!existsSync(file)) return undefined;
  const running: Running = JSON.parse(readFileSync(file, 'utf8'));
  try {
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
}
