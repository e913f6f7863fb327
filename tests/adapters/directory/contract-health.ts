import { describe, expect, test } from '@jest/globals';
import { lookAtDirectory } from '../../../lib/adapters/directory/health.ts';
import { judgeDirectory } from '../../../lib/doctor/directory.ts';
import type { ServerSeen } from '../../../lib/doctor/directory-seen.ts';
import type { Tested } from './contract.ts';
import { settingsFor } from './stand.ts';

const answerOf = ({ answer }: ServerSeen) => {
  if ('trouble' in answer) throw new Error(`The server did not answer: ${answer.trouble}`);
  return answer;
};

/** What the doctor sees; `tellsRights` where the server says beforehand who may write. */
export function health({ stand, tellsRights, hasCatalogue }: Tested): void {
  describe('the doctor', () => {
    test('sees recipients with their addresses, and that everybody who holds one would be found', async () => {
      const [seen] = (await lookAtDirectory(settingsFor(stand()), 'read')).map(answerOf);
      expect(seen).toMatchObject({ recipients: 10, readable: 10, coverage: 'proven', asksForHidden: true });
      expect(seen?.hidden).toBeGreaterThan(0);
      expect(Object.keys(seen?.sample ?? {})).toHaveLength(5);
    });

    test('is told who may write, where the server says it, and writes nothing to find out', async () => {
      const [writer] = (await lookAtDirectory(settingsFor(stand(), 'writer'), 'write')).map(answerOf);
      const [reader] = (await lookAtDirectory(settingsFor(stand(), 'reader'), 'write')).map(answerOf);
      expect([writer?.writable, reader?.writable]).toEqual(tellsRights ? [10, 0] : [undefined, undefined]);
    });

    test('finds nothing wrong with two ways to one server', async () => {
      const { secureUrl, catalogueUrl } = stand();
      const settings = {
        ...settingsFor(stand()),
        urls: [secureUrl, secureUrl],
        ...(hasCatalogue && catalogueUrl ? { gcUrl: catalogueUrl } : {}),
      };
      const findings = judgeDirectory('read', await lookAtDirectory(settings, 'read'));
      expect(findings.filter(({ level }) => level !== 'well')).toEqual([]);
      expect(findings.some(({ came }) => came === '5 recipients compared')).toBe(true);
    });
  });
}
