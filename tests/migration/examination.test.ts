import { expect, test } from '@jest/globals';
import { writeWho } from '../../lib/migration/examination.ts';
import type { Who } from '../../lib/migration/recipient.ts';
import { JDOE } from '../support/judge.ts';

test.each<[string, Who]>([
  ['jdoe', { by: 'name', name: 'jdoe' }],
  ['jdoe@fabrikam.example', { by: 'smtp', address: 'jdoe@fabrikam.example' }],
  ['cn=jdoe,o=FABRIKAM', { by: 'dn', dn: 'cn=jdoe,o=FABRIKAM' }],
  ['MS:CORP/PO1/JDOE', { by: 'ms', address: JDOE }],
  ['John Doe', { by: 'person', names: ['John Doe', 'jdoe'], email: 'jdoe@fabrikam.example' }],
  ['jdoe@fabrikam.example', { by: 'person', names: [], email: 'jdoe@fabrikam.example' }],
  ['this person', { by: 'person', names: [] }],
  ['U0REQUEST', { by: 'slack-user', user: 'U0REQUEST' }],
])('whoever was asked for is called %s, as the asker named them', (name, who) => {
  expect(writeWho(who)).toBe(name);
});
