import { type Finding, findingsOf, type Part } from '../../lib/doctor/finding.ts';
import { judgeSettings } from '../../lib/doctor/setting.ts';

/** A value that was read from the settings, or the finding that says why it could not be. */
export type Read<T> = { readonly finding: Finding; readonly value?: T };

/** Reads settings. Whatever is thrown names a variable or a parameter of SSM, never a value. */
export async function readSettings<T>(what: string, read: () => T | Promise<T>): Promise<Read<T>> {
  try {
    return { value: await read(), finding: judgeSettings({ what }) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'cannot be read';
    return { finding: judgeSettings({ what, problem }) };
  }
}

/** Below a function's thirty seconds, with time left to hand over what was found. */
const LONGEST_MS = 20_000;

/** What `look` finds; whatever it throws, and that it takes too long, is a finding as well. */
export async function bounded(part: Part, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  const say = findingsOf(part);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    const cure = 'Something on the way swallows what is sent: look at security groups, routes and endpoints.';
    const finding = say.broken('looking at all of it', `not done within ${LONGEST_MS / 1000} s`, cure);
    timer = setTimeout(() => resolve([finding]), LONGEST_MS);
  });
  try {
    return await Promise.race([look(), late]);
  } catch (error) {
    const came = error instanceof Error ? `${error.name}: ${error.message}` : 'something unknown was thrown';
    return [say.broken('looking at it', came.slice(0, 300), 'That is a fault of migcheck itself; its log has more.')];
  } finally {
    clearTimeout(timer);
  }
}
