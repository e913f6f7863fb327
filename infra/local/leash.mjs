// Runs a program for as long as stdin stays open: it closes however the process at its other end came to its end, by
// a signal that nothing can catch too. Plain JavaScript, since it is started by whatever Node runs the tests.
import { spawn } from 'node:child_process';

const [program = '', ...rest] = process.argv.slice(2);
const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });

process.stdin.resume().on('end', () => child.kill());
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
  process.stdin.destroy();
});
child.on('exit', (code) => process.exit(code ?? 0));
