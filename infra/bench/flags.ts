import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The flags under which package.json starts migcheck: both sides run under them. */
export function flagsOfMigcheck(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  return String(scripts.migcheck)
    .split(' ')
    .filter((word) => word.startsWith('--'));
}
