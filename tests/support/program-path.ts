import { accessSync, constants } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** Where Debian keeps servers, though they are on nobody's PATH but root's. */
const PLACES = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The program's path on this machine; `program` may be a path itself. */
export const programPath = (program: string): string | undefined =>
  PLACES.map((place) => resolve(place, program)).find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
