import { expect, test } from '@jest/globals';
import { boltLog } from '../../lib/door/bolt-log.ts';

test("of what goes wrong in Bolt its words and the error's name are said, and nothing that was sent to Slack", () => {
  const said: string[] = [];
  const log = boltLog((says) => said.push(says));

  log.error('HTTP error 500', Object.assign(new TypeError('xoxb-secret'), { body: 'what was typed' }));
  log.warn('Could not determine the type of an incoming event.', { body: 'what was typed' });
  log.debug('AWS event: {"body":"what was typed"}');
  log.info('No request handler matched the request: /what/was/typed');

  expect(said).toEqual(['HTTP error 500 TypeError', 'Could not determine the type of an incoming event.']);
});
