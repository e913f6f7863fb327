import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { until } from '../until.ts';

type Where = { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
export type Said = { readonly code: number | null; readonly seen: string };

/**
 * Runs a line of shell on a terminal of its own, as somebody types it, and answers each question once it is there:
 * everything that the screen has shown, and the exit code.
 */
export async function atTerminal(
  line: string,
  where: Where,
  answers: readonly (readonly [string, string])[] = [],
): Promise<Said> {
  const child = spawn('script', ['-qefc', line, '/dev/null'], { ...where, stdio: ['pipe', 'pipe', 'pipe'] });
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    seen += String(chunk);
  });
  for (const [question, answer] of answers) {
    await until(
      () => ({ seen, over: child.exitCode !== null }),
      ({ seen: text, over }) => over || text.includes(question),
    );
    child.stdin.write(`${answer}\r`);
  }
  const [code] = await once(child, 'close');
  return { code, seen: stripVTControlCharacters(seen) };
}
