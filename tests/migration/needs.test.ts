import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type About, needsOf, readSensitive } from '../../lib/migration/needs.ts';

const DN = 'cn=jdoe,cn=Recipients,ou=LONDON,o=FABRIKAM';

const about = (change: Partial<About> = {}): About => ({
  dn: DN,
  names: ['jdoe', 'John Doe'],
  undoesAnothers: false,
  ...change,
});
const needed = (sensitive: string, change: Partial<About> = {}, approvals = 1) =>
  needsOf(about(change), { approvals, sensitive: readSensitive(sensitive) });

describe('SENSITIVE', () => {
  test.each([
    ['the alias', 'jdoe'],
    ['the alias in another case', 'JDoe'],
    ['the display name', 'chief; John Doe'],
    ['the distinguished name', DN],
    ['the distinguished name with other blanks and in another case', 'CN=JDOE, cn=recipients, OU=London, O=fabrikam'],
    ['the container', 'cn=Recipients,ou=LONDON,o=FABRIKAM'],
    ['the site', 'nobody;ou=LONDON,o=FABRIKAM;'],
  ])('names a recipient by %s: two have to approve, and it is said why', (_, sensitive) => {
    expect(needed(sensitive)).toEqual({
      approvals: 2,
      because: ['This recipient is listed as sensitive (SENSITIVE).'],
    });
  });

  test.each([
    ['another name', 'jdoe2; doe; john'],
    ['a container beside it', 'ou=PARIS,o=FABRIKAM'],
    ['a container that only ends alike', 'cn=ients,ou=LONDON,o=FABRIKAM'],
    ['nothing', ' ; '],
  ])('names %s: one is enough', (_, sensitive) => {
    expect(needed(sensitive)).toEqual({ approvals: 1, because: [] });
  });

  test('is nobody where nothing stands, and a name where no distinguished name does', () => {
    expect(readSensitive(' ; ')).toEqual({ names: [], places: [] });
    expect(readSensitive('Doe = John; chief=')).toEqual({ names: [], places: ['Doe = John', 'chief='] });
    expect(readSensitive('=; cn=a, b')).toEqual({ names: ['=', 'cn=a, b'], places: [] });
  });

  test('blanks around a name that the directory holds do not count, of whatever kind', () => {
    expect(needed('jdoe', { names: [' jdoe\u00a0'] }).approvals).toBe(2);
  });

  test('an escaped comma or semicolon is part of a name, and no border', () => {
    const dn = 'cn=Doe\\, John\\; Jr,ou=LONDON,o=FABRIKAM';

    expect(readSensitive(`${dn}; chief`)).toEqual({ names: ['chief'], places: [dn] });
    expect(needed(dn, { dn: 'CN=Doe\\2C John\\3B Jr,OU=LONDON,O=FABRIKAM' }).approvals).toBe(2);
    expect(needed('ou=LONDON,o=FABRIKAM', { dn: 'cn=x\\,ou\\=LONDON\\,o\\=FABRIKAM,o=OTHER' }).approvals).toBe(1);
  });

  test('a letter is the same whether it is composed or not', () => {
    const [composed, decomposed] = ['Andr\u00e9', 'Andre\u0301'];

    expect(needed(composed, { names: [decomposed] }).approvals).toBe(2);
    expect(needed(decomposed, { names: [composed] }).approvals).toBe(2);
    expect(needed(`cn=${composed},o=X`, { dn: `cn=${decomposed},o=X` }).approvals).toBe(2);
  });
});

describe('how many have to approve', () => {
  test('as many as APPROVALS_REQUIRED says, and more than one is explained', () => {
    expect(needed('', {}, 1)).toEqual({ approvals: 1, because: [] });
    expect(needed('', {}, 3)).toEqual({
      approvals: 3,
      because: ['Every change takes 3 approvals (APPROVALS_REQUIRED).'],
    });
  });

  test("two for the undo of somebody else's change", () => {
    expect(needed('', { undoesAnothers: true })).toEqual({
      approvals: 2,
      because: ["It takes back somebody else's change."],
    });
  });

  test('never fewer than APPROVALS_REQUIRED, never fewer than two with a reason, and more than one says why', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.boolean(), (approvals, listed, undoesAnothers) => {
        const needs = needed(listed ? 'jdoe' : 'chief', { undoesAnothers }, approvals);

        expect(needs.approvals).toBe(listed || undoesAnothers ? Math.max(2, approvals) : approvals);
        expect(needs.because.length > 0).toBe(needs.approvals > 1);
      }),
    );
  });
});
