import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { jobOfEvent } from '../../lib/door/events.ts';
import { postedIn } from '../../lib/door/posted.ts';
import { explainEvents } from '../../lib/events/explain.ts';
import { Job } from '../../lib/job.ts';

/** Payloads as Slack sends them. */
const sent = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'slack', `${name}.json`), 'utf8'));

const WATCHED = ['C0MIGRATE'];

const idsIn = (text: string): readonly number[] => explainEvents(text).map(({ id }) => id);

describe('a message becomes a job', () => {
  test('a mention, unescaped once, without its code fence being lost, and answered in its thread', () => {
    const job = jobOfEvent(sent('app-mention'), []);

    expect(job).toMatchObject({
      kind: 'explain',
      asked: 'mention',
      by: { enterprise: null, team: 'T0FABRIKAM', user: 'U0REQUEST' },
      replyTo: { channel: 'C0MIGRATE' },
      message: { ts: '1764100000.000100' },
      shared: false,
    });
    expect(job?.text).toMatch(/^```Event ID: 7026\nSource: MSExchangeMig\n/);
    expect(job?.text).toContain('UserId : <username> & jdoe@fabrikam.com');
    expect(Job.parse(job)).toEqual(job);
  });

  test('the same message as two events is one job, whichever comes first', () => {
    const [first, second] = ['app-mention', 'message-with-the-same-mention'].map((name) => jobOfEvent(sent(name), []));

    expect(second?.id).toBe(first?.id);
    expect(second?.asked).toBe('mention');
  });

  test('a mention with a file comes as a message of subtype file_share, and without a team', () => {
    expect(jobOfEvent(sent('mention-with-a-file'), [])).toMatchObject({
      asked: 'mention',
      by: { team: 'T0FABRIKAM', user: 'U0REQUEST' },
      text: 'what is this?',
      files: [{ id: 'F0LOG', name: 'app.csv' }],
    });
  });

  test('a direct message, with text or with a snippet alone', () => {
    expect(jobOfEvent(sent('direct-message'), [])).toMatchObject({
      asked: 'direct',
      replyTo: { channel: 'D0REQUEST' },
    });
    expect(jobOfEvent(sent('direct-message-with-a-snippet'), [])).toMatchObject({
      asked: 'direct',
      text: '',
      files: [{ id: 'F0SNIP', name: 'event.txt' }],
    });
  });

  test('a file from another organisation is known by its id alone, and the channel as shared', () => {
    expect(jobOfEvent(sent('file-from-another-organisation'), [])).toMatchObject({
      by: { team: 'T0CONTOSO', user: 'U0FOREIGN' },
      files: [{ id: 'F0STUB' }],
      shared: true,
    });
  });

  test.each([
    ['somebody of another organisation, in direct messages', { user_team: 'T0CONTOSO' }, null, true],
    ['somebody of our own', { user_team: 'T0FABRIKAM' }, null, false],
    ['somebody of another workspace of our Enterprise Grid', { user_team: 'T0SISTER' }, 'E0FABRIKAM', false],
  ])('%s: whether our directory is to be told of', (_, author, enterprise_id, shared) => {
    const body = sent('direct-message');
    const [us] = body.authorizations;

    expect(
      jobOfEvent({ ...body, authorizations: [{ ...us, enterprise_id }], event: { ...body.event, ...author } }, []),
    ).toMatchObject({ shared });
  });

  test('a forwarded message: its text, once, and the files that are nested under it', () => {
    const job = jobOfEvent(sent('forwarded-message'), []);

    expect(idsIn(job?.text ?? '')).toEqual([7026]);
    expect(job?.text).toMatch(/^from general\n/);
    expect(job?.files).toEqual([{ id: 'F0NEST', name: 'export.txt' }]);
  });

  test('in a watched channel an event that was pasted, in the thread where it was', () => {
    expect(jobOfEvent(sent('watched-message'), WATCHED)).toMatchObject({
      asked: 'unasked',
      replyTo: { channel: 'C0MIGRATE', threadTs: '1764100550.000650' },
      message: { ts: '1764100600.000700' },
    });
  });
});

describe('what is none of our business', () => {
  test.each([
    ['a message in a channel that is not watched', 'watched-message', []],
    ['what we said ourselves', 'own-message', WATCHED],
    ['an edit', 'edited-message', WATCHED],
    ['a line of Slack', 'joined', WATCHED],
  ])('%s', (_, name, watched) => {
    expect(jobOfEvent(sent(name), watched)).toBeUndefined();
  });

  test('small talk in a watched channel', () => {
    const body = sent('watched-message');

    expect(jobOfEvent({ ...body, event: { ...body.event, text: 'lunch?' } }, WATCHED)).toBeUndefined();
  });

  test.each([[{}], [null], ['text'], [{ type: 'event_callback', event: { type: 'reaction_added' } }]])(
    '%j, which is no message',
    (body) => {
      expect(jobOfEvent(body, WATCHED)).toBeUndefined();
    },
  );
});

describe('what a message holds', () => {
  test('of another app: its blocks and attachments, of which the text is only a notice', () => {
    const { text } = postedIn(sent('shortcut-on-a-monitoring-message').message);

    expect(explainEvents(text)).toMatchObject([{ id: 7026, source: 'MSExchangeMig', isMigrationEvent: true }]);
    expect(text).toContain('ex1.fabrikam.com');
    expect(text).toContain('Description: Migration Aborted due to Mapi logon failure.');
  });

  test('of a person: the text as it was typed, and not once more from the blocks', () => {
    const { text } = postedIn(sent('direct-message').event);

    expect(idsIn(text)).toEqual([7026]);
  });

  test('a file twice is one file, and one that was deleted is none', () => {
    const file = { id: 'F1', name: 'a.txt' };
    const gone = { id: 'F2', mode: 'tombstone' };

    expect(postedIn({ text: '', files: [file, gone], attachments: [{ files: [file] }] }).files).toEqual([file]);
  });

  test.each([[undefined], [null], ['x'], [{ text: 7, files: 'no', attachments: [null], blocks: {} }]])(
    'of %j nothing, and no exception',
    (message) => {
      expect(postedIn(message)).toEqual({ text: '', files: [] });
    },
  );
});
