import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The flags under which serverless.yml has Lambda start the function that judges waves. */
export function flagsOfWave(): string[] {
  const template = readFileSync(join(import.meta.dirname, '../../serverless.yml'), 'utf8');
  const [, flags] = /^ +NODE_OPTIONS: (.+)$/m.exec(template) ?? [];
  if (!flags) throw new Error('serverless.yml names no flags');
  return flags.split(' ');
}

/** The flags under which package.json starts migcheck: both sides run under them. */
export function flagsOfMigcheck(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  return String(scripts.migcheck)
    .split(' ')
    .filter((word) => word.startsWith('--'));
}
