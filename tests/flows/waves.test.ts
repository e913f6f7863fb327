import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../infra/local/slack/workspace.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { readList } from '../../lib/wave/read/read-list.ts';
import {
  APPROVALS,
  CASEY,
  controlsIn,
  GENERAL,
  MIGRATION,
  PARTNERS,
  RILEY,
  SAM,
  wordsIn,
} from '../support/rig/people.ts';
import { MINUTE, stage } from '../support/rig/stage.ts';
import { userLine, userList } from '../support/waves.ts';

const LIST = userList(
  userLine('JDOE'),
  userLine('ABAKER', { proxies: '' }),
  userLine('PSMITH'),
  userLine('WILLI'),
  userLine('NOBODY'),
);

type Handed = {
  readonly name?: string;
  readonly container?: string;
  readonly readers?: string;
  readonly channel?: string;
};

const scene = (...options: Parameters<typeof stage>) => {
  const at = stage(...options);
  const wave = {
    /** Fills in the form; with `list` a file is added. */
    async handIn(
      list: string | Uint8Array | undefined,
      { name = 'pilot.csv', container, readers, channel }: Handed = {},
    ) {
      const file = list === undefined ? [] : [await at.rig.uploads(RILEY, name, list)];
      await at.rig.asks(RILEY, '/migcheck wave', channel);
      return at.rig.hands(RILEY, {
        list: file,
        container: container ?? '',
        readers: readers ?? 'channel',
      });
    },
    /** The messages that stand in a channel for all to see, and those in their threads. */
    all: async (channel = MIGRATION, as = SAM): Promise<readonly Message[]> =>
      (await at.rig.sees(as, channel)).filter(({ onlyFor }) => !onlyFor),
    top: async (channel = MIGRATION, as = SAM) => (await wave.all(channel, as)).filter(({ threadTs }) => !threadTs),
    /** The files below the cards, by their names. */
    async files(channel = MIGRATION, as = SAM): Promise<ReadonlyMap<string, string>> {
      const ids = (await wave.all(channel, as)).flatMap(({ files = [] }) => files);
      const stored = ids.flatMap((id) => at.rig.slack.workspace.files.get(id) ?? []);
      return new Map(stored.map(({ name, bytes }) => [name, bytes.toString('latin1')]));
    },
  };
  return { at, wave };
};

describe('a wave in Slack', () => {
  const { at, wave } = scene();
  const direct = async () => (await wave.top('D0REQUEST', RILEY)).map(wordsIn);

  test('a list is answered by one card, worst first, with the whole as files below it', async () => {
    await wave.handIn(LIST);

    const [card, ...more] = await wave.top();
    expect(more).toEqual([]);
    const words = card ? wordsIn(card) : '';
    expect(words).toContain('Checked: pilot.csv');
    expect(words).toContain(
      'Of 5 people the wizard will find 2, will not find 2, and of 1 it is not clear. 1 can be mended',
    );
    expect(words.indexOf('conflict')).toBeLessThan(words.indexOf('missing-migrate'));
    expect(words).toContain('no           1 conflict         ██████\n');
    expect(words).toContain('yes          2 found-by-migrate ████████████');
    expect(words).toContain('The migrate: value was removed');
    expect(card ? controlsIn(card) : []).toEqual(['propose-plan', 'check-wave-again']);
    const thread = (await wave.all()).filter(({ threadTs }) => threadTs === card?.ts);
    expect(thread.map(({ files = [] }) => files.length)).toEqual([0, 4]);
    expect(thread[0] && wordsIn(thread[0])).toContain(`<@${RILEY}>`);
    expect([...(await wave.files()).keys()]).toEqual([
      'pilot-report.csv',
      'pilot-report.json',
      'pilot-corrected.csv',
      'pilot-import.csv',
    ]);
    expect(at.rig.modifies()).toEqual([]);
  });

  test('a list comes back corrected, with its other lines as they were', async () => {
    await wave.handIn(LIST);
    const text = (await wave.files()).get('pilot-corrected.csv') ?? '';

    expect(text).toBe(
      LIST.replace(userLine('ABAKER', { proxies: '' }), userLine('ABAKER')).replace('Create,WILLI', ',wfischer'),
    );
    expect(readList(text)).toMatchObject({ findings: [] });
  });

  test('of a list of 300 people the directory is asked in a handful of requests', async () => {
    const before = at.rig.ldap.requests.length;
    await wave.handIn(userList(...Array.from({ length: 300 }, (_, index) => userLine(`USER${index}`))));

    expect(at.rig.ldap.requests.length - before).toBeLessThan(12);
    expect((await wave.top()).map(wordsIn).join()).toContain('200 more people are not shown');
  });

  test.each([
    ['another table', 'a,b,c,d\n1,2,3,4\n', 'without a column SFS_UserName'],
    ['a workbook', Buffer.from('PK\u0003\u0004'), 'Save the sheet as CSV'],
    ['nothing', ' \n', 'nothing in the file but blanks'],
    ['a control file', 'Mode,MSMAILPC\n', 'Hand in the user list'],
  ])(
    'a file that is %s is told what it is and what was expected, and the directory is not asked',
    async (_, bytes, says) => {
      const before = at.rig.ldap.requests.length;
      await wave.handIn(bytes, { name: 'wrong.csv' });

      expect(await at.told()).toContain('wrong.csv was not checked');
      expect(await at.told()).toContain(says);
      expect(await wave.all()).toEqual([]);
      expect(at.rig.ldap.requests.length).toBe(before);
      expect((await at.rig.rows()).filter(({ pk }) => String(pk).startsWith('wave'))).toEqual([]);
    },
  );

  test('a list and a container of the directory beside it are one too many; neither is too little', async () => {
    await at.rig.asks(RILEY, '/migcheck wave');
    const list = [await at.rig.uploads(RILEY, 'a.csv', LIST)];
    await at.rig.hands(RILEY, { list, container: 'o=FABRIKAM', readers: 'channel' });
    expect(JSON.stringify(await at.rig.modal(RILEY))).toContain('not both');
    await at.rig.hands(RILEY, { list: [], container: '', readers: 'channel' });
    expect(JSON.stringify(await at.rig.modal(RILEY))).toContain('Add a list here');
    await at.rig.hands(RILEY, { list: [], container: 'London', readers: 'channel' });
    expect(JSON.stringify(await at.rig.modal(RILEY))).toContain('distinguished name');
  });

  test('a container stands for everybody in it, and is filled into the form by the command', async () => {
    await at.rig.types(RILEY, '/migcheck wave ou=MADRID,o=FABRIKAM');
    expect(JSON.stringify(await at.rig.modal(RILEY))).toContain('"initial_value":"ou=MADRID,o=FABRIKAM"');
    await at.rig.hands(RILEY, { container: 'ou=MADRID,o=FABRIKAM', readers: 'channel' });

    const report = JSON.parse((await wave.files()).get('ou-MADRID-o-FABRIKAM-report.json') ?? '{}');
    expect(report.list.format).toBe('container');
    expect(report.people.length).toBeGreaterThan(2);
    expect((await wave.top()).map(wordsIn).join()).not.toContain('\nLine\n');
  });

  test('a message to the bot opens no form, and may name a container', async () => {
    await at.rig.posts(RILEY, 'wave', { channel: 'D0REQUEST' });
    expect((await direct()).join()).toContain('A message opens no form');
    await at.rig.posts(RILEY, 'wave ou=MADRID,o=FABRIKAM', { channel: 'D0REQUEST' });
    expect((await direct()).join()).toContain('Checked: ou=MADRID,o=FABRIKAM');

    await at.rig.posts(CASEY, '<@U0MIGCHECK> wave ou=MADRID,o=FABRIKAM', { channel: PARTNERS });
    expect(await wave.all(PARTNERS, CASEY)).toEqual([]);
  });

  test('a container with nobody in it is told as such', async () => {
    await wave.handIn(undefined, { container: 'ou=NOWHERE,o=FABRIKAM' });

    expect((await wave.top()).map(wordsIn).join()).toContain('nobody in this container');
  });

  test.each([
    ['where the bot is no member', { channel: GENERAL }, 'I am not in this channel'],
    ['where another organisation reads along', { channel: PARTNERS }, 'shared with another organisation'],
    ['where the asker wants it so', { readers: 'asker' }, 'as you asked'],
  ])('%s, the answer is for the asker alone, in direct messages', async (_, handed, says) => {
    await wave.handIn(LIST, handed);

    expect(await direct()).toEqual([expect.stringContaining('Checked: pilot.csv')]);
    expect((await wave.files('D0REQUEST', RILEY)).size).toBe(4);
    expect(await at.told()).toContain(says);
    expect((await at.rig.sees(SAM)).length).toBe(0);
  });

  test('the shortcut takes the file of a message, and answers below it', async () => {
    const file = await at.rig.uploads(SAM, 'night.csv', LIST);
    await at.rig.posts(SAM, 'for tonight', { files: [file] });
    const message = await at.rig.last(SAM, MIGRATION);
    await at.rig.takesShortcut(RILEY, message, 'check-list');
    await at.rig.settle();

    const all = await wave.all();
    expect(all.map(({ threadTs }) => threadTs)).toEqual([message.ts, message.ts, message.ts]);
    expect(all.map(wordsIn).join()).toContain('Checked: night.csv');
  });

  test('the shortcut takes one file, and says so where there are more', async () => {
    const files = [await at.rig.uploads(SAM, 'a.txt', 'abaker'), await at.rig.uploads(SAM, 'b.txt', 'jdoe')];
    await at.rig.posts(SAM, 'two', { files });
    await at.rig.takesShortcut(RILEY, await at.rig.last(SAM, MIGRATION), 'check-list');
    await at.rig.settle();

    expect(await at.told()).toContain('only the first of the 2 files is checked, a.txt');
    expect((await wave.all()).map(wordsIn).join()).toContain('Checked: a.txt');
  });

  test('the shortcut takes what is written in a message, one person a line', async () => {
    await at.rig.posts(SAM, 'jdoe as MS:CORP/PO1/JDOE\nabaker');
    await at.rig.takesShortcut(RILEY, await at.rig.last(SAM, MIGRATION), 'check-list');
    await at.rig.settle();

    const said = (await wave.all()).map(wordsIn).join();
    expect(said).toContain('Of 2 people the wizard will find 1');
    expect(said).toContain('From a list of names.');
  });

  test('the shortcut is for the people of our own workspace', async () => {
    await at.rig.posts(SAM, 'jdoe', { channel: PARTNERS });
    await at.rig.takesShortcut(CASEY, await at.rig.last(SAM, PARTNERS), 'check-list');
    await at.rig.settle();

    expect(await at.told(CASEY)).toContain('Only people of the workspace');
    expect(await wave.all(PARTNERS, CASEY)).toEqual([]);
  });

  test('a second run says who is mended, who is newly broken, and who is new', async () => {
    await wave.handIn(userList(userLine('JDOE'), userLine('ABAKER'), userLine('RGREEN')));
    at.johnDoe({ otherMailbox: ['MS$FABRIKAM/LONDON/JDOE', 'migrate$MS:CORP/PO1/JDOE'] });
    at.rig.ldap.remove(at.rig.dnOf('rgreen'));
    await wave.handIn(userList(userLine('JDOE'), userLine('ABAKER'), userLine('RGREEN'), userLine('HMEYER')));

    const words = wordsIn((await wave.top()).at(-1) ?? { text: '', blocks: [] });
    expect(words).toMatch(/1 mended: \nJDOE/);
    expect(words).toMatch(/1 newly broken: \nRGREEN/);
    expect(words).toMatch(/1 new on the list: \nHMEYER/);
  });

  test('a second run by the button needs no file, and says that nothing has changed', async () => {
    await wave.handIn(LIST);
    await at.rig.presses(SAM, 'check-wave-again');

    const cards = await wave.top();
    expect(cards).toHaveLength(2);
    expect(wordsIn(cards[1] ?? { text: '', blocks: [] })).toContain('person by person');
  });
});

describe('what does not end well', () => {
  const { at, wave } = scene({ RATE_LIMIT: '8' });
  /** The list is taken, and nobody has begun with it. */
  const isTaken = async () => {
    await at.rig.asks(RILEY, '/migcheck wave');
    const list = [await at.rig.uploads(RILEY, 'pilot.csv', LIST)];
    await at.rig.submits(RILEY, { list, readers: 'channel' });
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
  };
  const ledger = () => openLedger(at.rig.tables, { now: () => new Date().toISOString() });
  const waveId = async () => {
    const keys = (await at.rig.rows()).map(({ pk }) => String(pk));
    return keys.find((key) => key.startsWith('wave#'))?.slice('wave#'.length) ?? '';
  };
  /** A worker begins and is never heard of again; its job is lost with it. */
  const dies = async () => {
    const now = new Date().toISOString();
    await ledger().waves.start(await waveId(), { silentSince: now });
    at.rig.later(3 * MINUTE);
  };

  test('a wave that is cancelled says by whom, and its worker does nothing more', async () => {
    const before = at.rig.ldap.requests.length;
    await isTaken();
    expect((await wave.top()).map(controlsIn)).toEqual([['cancel-wave']]);
    await at.rig.clicks(SAM, 'cancel-wave');
    await at.rig.queues.settle(at.rig.workers, { only: ['talk'] });
    await at.rig.settle();

    const [card, ...more] = await wave.top();
    expect(card && wordsIn(card)).toContain(`Cancelled by \n<@${SAM}>`);
    expect(card ? controlsIn(card) : []).toEqual(['check-wave-again']);
    expect(more).toEqual([]);
    expect(await wave.files()).toEqual(new Map());
    expect(at.rig.ldap.requests.length).toBe(before);
  });

  test('what has ended cannot be cancelled, and its card stays', async () => {
    await isTaken();
    await at.rig.presses(SAM, 'cancel-wave');

    expect(await at.told(SAM)).toContain('has ended already');
    expect((await wave.top()).map(wordsIn).join()).toContain('Checked: pilot.csv');
  });

  test('a directory that is away is told in the place of the card', async () => {
    at.rig.ldap.faults.put({ on: 'bind', code: 51 });
    await wave.handIn(LIST);

    expect((await wave.top()).map(wordsIn).join()).toContain('busy or unavailable');
  });

  test('too many in a minute are told so', async () => {
    at.rig.later(0);
    for (let time = 0; time < 9; time += 1) await wave.handIn('Mode,MSMAILPC\n');

    expect(await at.told()).toContain('more than 8 in a minute');
  });

  test('a message that somebody deleted is written anew, to whoever asked', async () => {
    await isTaken();
    at.rig.slack.workspace.messages = [];
    await at.rig.settle();

    expect((await wave.top('D0REQUEST', RILEY)).map(wordsIn).join()).toContain('Checked: pilot.csv');
  });

  test('a worker that dies is followed by another, which the sweep sends for', async () => {
    await isTaken();
    await at.rig.queues.settle({ ...at.rig.workers, waves: async () => ({ batchItemFailures: [] }) });
    await dies();
    await at.rig.sweeps();

    expect((await wave.top()).map(wordsIn).join()).toContain('Checked: pilot.csv');
  });

  test('the third that dies is the last, and that is told', async () => {
    await isTaken();
    await at.rig.queues.settle({ ...at.rig.workers, waves: async () => ({ batchItemFailures: [] }) });
    for (let time = 0; time < 3; time += 1) await dies();
    await at.rig.sweeps();

    const [card] = await wave.top();
    expect(card && wordsIn(card)).toContain('begun 3 times and never came to its end');
    expect(card ? controlsIn(card) : []).toEqual(['check-wave-again']);
  });

  test('a channel that was closed to the bot meanwhile: whoever asked is told directly', async () => {
    await isTaken();
    at.rig.slack.controls.failNext('chat.postMessage', { kind: 'error', error: 'is_archived' });
    await at.rig.settle();

    expect((await wave.top('D0REQUEST', RILEY)).map(wordsIn).join()).toContain('Checked: pilot.csv');
    expect((await wave.files('D0REQUEST', RILEY)).size).toBe(4);
  });

  test.each(['cancel-wave', 'check-wave-again'])('%s is not for people of another organisation', async (button) => {
    await isTaken();
    if (button === 'check-wave-again') await at.rig.settle();
    at.rig.slack.controls.setMember(MIGRATION, CASEY, true);
    await at.rig.presses(CASEY, button);

    expect(await at.told(CASEY)).toContain('Only people of the workspace');
    at.rig.slack.controls.setMember(MIGRATION, CASEY, false);
    await at.rig.settle();
    expect((await wave.top()).map(wordsIn)).toEqual([expect.stringContaining('Checked: pilot.csv')]);
  });

  test('an answer that Slack would not take is told by the sweep', async () => {
    await isTaken();
    at.rig.slack.controls.failNext('chat.update', { kind: 'error', error: 'fatal_error' });
    at.rig.slack.controls.failNext('chat.update', { kind: 'error', error: 'fatal_error' });
    await at.rig.settle();
    at.rig.later(5 * MINUTE);
    await at.rig.sweeps();

    expect((await wave.all()).map(({ files = [] }) => files.length)).toEqual([0, 0, 4]);
  });
});

describe('whoever may not ask', () => {
  const { at, wave } = scene({ REQUESTERS: SAM });

  test('is refused before the file is looked at', async () => {
    await wave.handIn(LIST);

    expect(await at.told()).toContain('not among those who may ask');
    expect(await wave.all()).toEqual([]);
  });
});

describe.each([
  ['one after the other', true as const],
  ['beside each other', 'together' as const],
])('every job delivered twice, %s', (_, twice) => {
  const { wave } = scene({}, { twice, most: 10 });

  test('one card, one word to the asker, its files once', async () => {
    await wave.handIn(LIST, { channel: APPROVALS });

    expect((await wave.all(APPROVALS)).map(({ files = [] }) => files.length)).toEqual([0, 0, 4]);
  }, 60_000);
});
