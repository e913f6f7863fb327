import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { directorySettings, type Environment } from '../../lib/adapters/settings.ts';
import { parseWho } from '../../lib/asking/who.ts';
import { Misuse } from '../../lib/errors.ts';
import { objectsNamed } from '../../lib/flows/export-records.ts';

/** A Slack user by their id, as the records have it. */
export function userNamed(text: string): string {
  if (!/^[UW][A-Z0-9]+$/.test(text)) throw new Misuse('--user is a Slack user id: U… or W…, as the records have it.');
  return text;
}

/** The objects that go by a name in the directory. */
export async function objectsAsked(name: string, environment: Environment): Promise<readonly string[]> {
  const who = parseWho(name);
  if ('kind' in who) throw new Misuse(who.problem);
  if (who.by === 'slack-user') throw new Misuse('A Slack mention is known in Slack only.');
  const dns = await objectsNamed(who, () => openDirectory(directorySettings(environment, 'read')));
  if (dns.length === 0)
    throw new Misuse('Nobody goes by that name; somebody who is gone is found by the distinguished name.');
  return dns;
}
