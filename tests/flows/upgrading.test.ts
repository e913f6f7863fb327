import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { awsSettings } from '../../lib/adapters/aws.ts';
import type { Proposal } from '../../lib/migration/proposal.ts';
import { AVERY, RILEY } from '../support/rig/people.ts';
import { ADDED, HOUR, MINUTE, OWN, REMOVED, stage } from '../support/rig/stage.ts';

describe('a proposal that was made by the version before', () => {
  const at = stage();

  /** Makes the newest proposal's row what the first version would have written. */
  async function asOfOld(): Promise<void> {
    const { id } = await at.proposal();
    const client = new DynamoDBClient(awsSettings(at.rig.tables, { requestTimeout: 5_000, maxAttempts: 3 }));
    const [TableName, pk] = [at.rig.tables.proposalsTable, { S: `proposal#${id}` }];
    const { Item = {} } = await client.send(new GetItemCommand({ TableName, Key: { pk }, ConsistentRead: true }));
    const { body, cards, told: _, noted: __, ...row } = unmarshall(Item);
    const {
      approvals: ___,
      needs: ____,
      remindAt: _____,
      askedIn: ______,
      follows: _______,
      ...kept
    }: Proposal = JSON.parse(body);
    const { change: ________, ...fix } = kept.fix;
    const old = { ...kept, schema: 1, fix, dueAt: kept.expiresAt };
    const now = kept.state === 'open' ? { due: 'due', dueAt: kept.expiresAt } : {};
    const before = { ...row, ...now, schema: 1, body: JSON.stringify(old), card: cards[0] };
    await client.send(new PutItemCommand({ TableName, Item: marshall(before) }));
    client.destroy();
  }

  test('is approved from its old card, applied, told on that card, and can be undone', async () => {
    await at.proposes();
    await asOfOld();
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED]);
    expect(await at.card()).toContain('Applied and read back');
    expect(await at.cards()).toHaveLength(1);

    await at.rig.presses(RILEY, 'undo');
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.modifies()).toEqual([ADDED, REMOVED]);
    expect(at.rig.held('jdoe')).toEqual([OWN]);
  });

  test('that was applied then is undone now, by name', async () => {
    await at.proposes();
    await at.rig.presses(AVERY, 'approve');
    await asOfOld();
    await at.rig.asks(RILEY, '/migcheck undo jdoe');
    await at.rig.presses(AVERY, 'approve');
    expect(at.rig.held('jdoe')).toEqual([OWN]);
    expect((await at.cards()).map(({ text }) => text.split(':')[0])).toEqual([
      '↩️ Applied, undone since',
      '✅ Undone and read back',
    ]);
  });

  test('expires, and is told so; nothing of it is told again before', async () => {
    await at.proposes();
    await asOfOld();
    at.rig.later(5 * MINUTE);
    await at.rig.sweeps();
    expect(await at.thread()).toEqual([]);
    at.rig.later(9 * HOUR);
    await at.rig.sweeps();
    expect(await at.card()).toContain('Expired, not denied');
    expect(await at.thread()).toHaveLength(1);
  });

  test('is cancelled, and superseded', async () => {
    await at.proposes();
    await asOfOld();
    await at.proposes(RILEY, '/migcheck jdoe as MS:CORP/PO1/JOHND');
    expect(await at.states()).toEqual(['superseded', 'open']);
    await asOfOld();
    await at.takesBack(RILEY, 'cancel');
    expect((await at.rig.proposals()).map(({ state }) => state).sort()).toEqual(['cancelled', 'superseded']);
  });
});
