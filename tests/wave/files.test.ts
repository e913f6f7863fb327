import { expect, test } from '@jest/globals';
import { batchesOf, filesOf } from '../../lib/flows/show-wave/files.ts';
import type { KeptSurvey, SurveyPiece } from '../../lib/ports.ts';
import { type Head, summaryOf } from '../../lib/wave/summary.ts';
import type { Judged } from '../../lib/wave/survey.ts';
import type { Wave } from '../../lib/wave/wave.ts';

const at = '2026-11-23T08:00:00.000Z';
const head: Head = {
  at,
  list: { format: 'user list', leftOut: 0 },
  view: { dialect: 'exchange55', server: 'ldap://ex1', base: 'o=Corp', seesHidden: true, encrypted: true },
  recipients: 12,
};

const wave: Wave = {
  id: 'w-1',
  schema: 1,
  by: { enterprise: null, team: 'T1', user: 'UJANE' },
  askedAt: at,
  subject: { kind: 'list', name: 'night.csv', format: 'user list', people: 1 },
  digest: 'd1',
  state: 'judged',
  parts: [],
};

const pieceOf = (judged: Judged): SurveyPiece => ({
  people: judged.verdicts.length,
  read: async () => judged,
  findings: async () => judged.findings,
});

const person = { line: 4, name: 'jdoe', kind: 'no-recipient', found: 'no', rules: [], others: [] } as const;

test('a list on which hardly a line can be read has its files, with every line that is wrong', async () => {
  const lines = Array.from({ length: 150_000 }, (_, index) => index + 5);
  const findings = lines.map((line) => ({ line, what: 'field-count' as const, detail: '3 instead of 8' }));
  const pieces = [pieceOf({ verdicts: [person], findings: [] }), pieceOf({ verdicts: [], findings })];
  const survey: KeptSurvey = { ...summaryOf({ ...head, verdicts: [person], findings }), pieces };
  const [batch] = batchesOf(survey);
  if (!batch) throw new Error('No batch');
  const header = 'SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Comment,Notes,Secondary-Proxy-Addresses';
  const list = Buffer.from(['a', 'b', header, 'jdoe,John,Y,mailbox,,,,'].join('\n'));

  const files = await filesOf(wave, survey, { batch, list });
  expect(files.map(({ name }) => name)).toEqual(['night-report.csv', 'night-report.json', 'night-corrected.csv']);
  expect(files[2]?.is).toContain('150,000 left to a person');
});
