import { expect, test } from '@jest/globals';
import { meaningOf } from '../../lib/migration/refusals.ts';

test.each([
  [8, /encrypted.*LDAP_TLS/],
  [10, /server of its own site \(Q162833\)/],
  [11, /as many addresses as the directory allows.*Q146345/],
  [16, /does not have this attribute.*1356 and 1326 \(Q255291\)/],
  [17, /schema does not know.*DIRECTORY_KIND/],
  [18, /no equality rule.*never replaces/],
  [19, /held elsewhere/],
  [21, /does not fit the syntax/],
  [32, /gone/],
  [49, /password is refused \(LDAP_WRITE_BIND_DN\)/],
  [50, /may not change this object: grant it the right/],
  [53, /server of another site.*synchronising \(Q261288\)/],
  [65, /object class does not allow/],
])('a write that is refused with result %i is told with what it means here', (code, meaning) => {
  expect(meaningOf(code)).toMatch(meaning);
});

test('a refusal that no article knows is told as one', () => {
  expect(meaningOf(80)).toMatch(/no reason that is known/);
});
