import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AVERY, RILEY } from '../support/rig/people.ts';
import { type Rig, SECRET, startRig, TOKEN } from '../support/rig/rig.ts';

let rig: Rig;
const lines: string[] = [];

beforeAll(async () => {
  const write = (chunk: unknown): boolean => lines.push(String(chunk)) > 0;
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
  jest.spyOn(process.stderr, 'write').mockImplementation(write);
  for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const)
    jest.spyOn(console, level).mockImplementation((...words) => void lines.push(words.map(String).join(' ')));
  rig = await startRig({ environment: { POWERTOOLS_LOG_LEVEL: 'DEBUG' } });
}, 60_000);
afterAll(async () => {
  await rig.close();
  jest.restoreAllMocks();
});

const PASTED = 'Event ID: 7026 Source: MSExchangeMig Description: Migration Aborted. User: janet.secretary, ward 7';

test('one line a job is logged, and none of them holds a trigger, a URL to answer to, a secret or what was typed', async () => {
  await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
  await rig.presses(RILEY, 'propose');
  await rig.presses(AVERY, 'deny');
  await rig.hands(AVERY, { reason: 'He was dismissed on Friday.' });
  await rig.asks(RILEY, `/migcheck explain ${PASTED}`);
  rig.slack.controls.failNext('response_url', { kind: 'status', status: 500 }, { kind: 'status', status: 500 });
  rig.ldap.faults.put({ on: 'search', code: 51 }, { times: 3 });
  await rig.asks(RILEY, '/migcheck Peter Smith');
  await rig.directoryGoesDown();
  await rig.asks(RILEY, '/migcheck Bjørn Jørgensen 🎣');
  await rig.directoryComesBack();

  const jobs = lines.flatMap((line) => {
    try {
      const parsed = JSON.parse(line);
      return parsed.message === 'job' ? [parsed] : [];
    } catch {
      return [];
    }
  });
  expect(jobs.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['examine', 'tell', 'propose', 'decide', 'explain']),
  );
  expect(jobs).toContainEqual(
    expect.objectContaining({ kind: 'examine', outcome: 'answered', trouble: 'unreachable' }),
  );
  const says = expect.stringContaining('500');
  expect(jobs).toContainEqual(expect.objectContaining({ kind: 'tell', outcome: 'left to the queue', says }));

  const all = lines.join('\n');
  const triggers = [...rig.slack.workspace.triggers.keys()];
  const urls = [...rig.slack.workspace.responseUrls.keys()];
  expect(triggers.length).toBeGreaterThan(3);
  for (const secret of [
    ...triggers,
    ...urls,
    SECRET,
    TOKEN,
    rig.environment.LDAP_BIND_PASSWORD ?? '?',
    'janet.secretary',
    'dismissed',
    'Peter Smith',
    'Jørgensen',
    'JDOE',
  ])
    expect(all.includes(secret) ? secret : 'not logged').toBe('not logged');
});
