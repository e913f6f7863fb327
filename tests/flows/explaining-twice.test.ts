import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MIGRATION, RILEY, SAM } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

const EVENTS = [4012, 7000, 7007, 7017, 7026, 7034, 7044, 8072, 8074, 8092, 10_023, 12_010]
  .map(
    (id) =>
      `Event ID: ${id}\nSource: MSExchangeMig\nDescription: Could not log onto the Message Store for Account: abaker`,
  )
  .join('\n\n');

describe.each([[true as const], ['together' as const]])('what is handed over twice (%s)', (twice) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ twice, most: 10, environment: { WATCH_CHANNELS: MIGRATION } });
  }, 60_000);
  beforeEach(() => rig.anew());
  afterAll(() => rig.close());

  test('a mention with files is answered once, each part of it', async () => {
    const files = [await rig.uploads(RILEY, 'a.txt', EVENTS), await rig.uploads(RILEY, 'b.txt', EVENTS)];
    await rig.posts(RILEY, `@migcheck ${EVENTS}`, { files });

    expect((await rig.sees(SAM, MIGRATION)).map(({ files: given }) => (given ? 'file' : 'card'))).toEqual([
      'card',
      'file',
      'card',
      'file',
      'card',
      'file',
    ]);
    expect((await rig.sees(RILEY, MIGRATION)).filter(({ onlyFor }) => onlyFor)).toHaveLength(1);
  });

  test('and a shortcut of two people at once, one of whom is pointed to the answer', async () => {
    await rig.posts(SAM, EVENTS.replaceAll('MSExchangeMig', 'MSExchangeMIG'), { channel: 'C0APPROVE' });
    const message = await rig.last(RILEY, 'C0APPROVE');
    await Promise.all(['U0REQUEST', 'U0APPROVE'].map((who) => rig.takesShortcut(who, message, 'explain-event')));
    await rig.settle();

    expect((await rig.sees(SAM, 'C0APPROVE')).filter(({ onlyFor }) => !onlyFor)).toHaveLength(2);
  });
});
