import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
const ours = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };

type Said = { readonly code: number | null; readonly out: string; readonly err: string };

/**
 * Runs the command with nothing in the environment but what is given; not through run.mjs, which installs what is
 * missing, and no test should do that.
 */
export function inTerminal(
  words: readonly string[],
  { input = '', env }: { input?: string; env: Readonly<Record<string, string>> },
): Promise<Said> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'infra/local/cli.ts', ...words],
      {
        cwd: root,
        env: { ...ours, ...env },
      },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (words: Buffer) => {
      out += String(words);
    });
    child.stderr.on('data', (words: Buffer) => {
      err += String(words);
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}
