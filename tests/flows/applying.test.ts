import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { activeDirectoryOrganization } from '../../infra/local/sample/active-directory.ts';
import { PEOPLE } from '../../infra/local/sample/people.ts';
import { AVERY, MIGRATION, RILEY, SAM, wordsIn } from '../support/rig/people.ts';
import { type Rig, startRig } from '../support/rig/rig.ts';

const VALUE = 'migrate$MS:CORP/PO1/JDOE';
const ADDED = `add otherMailbox ${VALUE}`;
const MINUTE = 60_000;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
beforeEach(async () => {
  await rig.anew();
  await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
  await rig.presses(RILEY, 'propose');
});
afterEach(async () => {
  expect(await rig.chain()).toMatchObject({ ok: true });
  expect(await rig.queues.deadLetters()).toBe(0);
  // Only what was given away stays locked, and that for a day.
  const locks = (await rig.rows()).filter(({ pk, ttl }) => String(pk).startsWith('lock#') && ttl === undefined);
  expect(locks).toEqual([]);
});
afterAll(() => rig.close());

const proposal = async () => (await rig.proposals())[0];
const card = async (): Promise<string> => {
  const [message] = await rig.sees(SAM, MIGRATION);
  return message ? wordsIn(message) : '';
};
const recorded = async (): Promise<string[]> => {
  const id = (await proposal())?.id;
  return (await rig.records()).filter(({ proposalId }) => proposalId === id).map(({ action }) => action);
};
/** John Doe's object with other values in some of its attributes. */
const johnDoe = (changed: Readonly<Record<string, readonly string[]>>) => {
  const entry = rig.organization.entries.find(({ dn }) => dn === rig.dnOf('jdoe'));
  if (!entry) throw new Error('John Doe is not in the sample');
  rig.ldap.put({ dn: entry.dn, attributes: { ...entry.attributes, ...changed } });
};
const OWN = 'MS$FABRIKAM/LONDON/JDOE';

describe('the directory is not what was approved', () => {
  test('an address that came in the meantime: stale, nothing is written, and the difference is shown', async () => {
    johnDoe({ otherMailbox: [OWN, 'smtp$john@fabrikam.example'] });
    await rig.presses(AVERY, 'approve');

    expect((await proposal())?.state).toBe('stale');
    expect(rig.modifies()).toEqual([]);
    expect(await card()).toContain('Stale: nothing was written');
    expect(await card()).toContain('New: smtp:john@fabrikam.example');
    expect(await recorded()).toEqual(['checked', 'proposed', 'approved', 'stale']);
  });

  test('an address that went: stale, with the difference', async () => {
    johnDoe({ otherMailbox: ['smtp$x@fabrikam.example'] });
    await rig.presses(AVERY, 'approve');
    expect(await card()).toContain('Gone: MS:FABRIKAM/LONDON/JDOE');
    expect(rig.modifies()).toEqual([]);
  });

  test('another object of the same name: stale', async () => {
    johnDoe({ 'USN-Created': ['9999'] });
    await rig.presses(AVERY, 'approve');
    expect(await card()).toContain('Another object now stands at this name');
    expect(rig.modifies()).toEqual([]);
  });

  test('the object is gone: stale', async () => {
    rig.ldap.remove(rig.dnOf('jdoe'));
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('stale');
    expect(await card()).toContain('The object is gone');
  });

  test('the value is there already: said so, and nothing is written', async () => {
    johnDoe({ otherMailbox: [OWN, VALUE] });
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('already-present');
    expect(rig.modifies()).toEqual([]);
    expect(await card()).toContain('nothing was written');
  });

  test('somebody else was given the address: refused, and who it is', async () => {
    const dora = rig.organization.entries.find(({ dn }) => dn === rig.dnOf('hmeyer'));
    rig.ldap.put({ dn: rig.dnOf('hmeyer'), attributes: { ...dora?.attributes, otherMailbox: ['MS$CORP/PO1/JDOE'] } });
    await rig.presses(AVERY, 'approve');

    expect((await proposal())?.state).toBe('refused');
    expect(await card()).toContain(rig.dnOf('hmeyer'));
    expect(rig.modifies()).toEqual([]);
  });

  test('after stale a new check and a new proposal lead to the value', async () => {
    johnDoe({ otherMailbox: [OWN, 'smtp$john@fabrikam.example'] });
    await rig.presses(AVERY, 'approve');
    await rig.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    await rig.presses(RILEY, 'propose');
    await rig.presses(AVERY, 'approve');

    expect(rig.held('jdoe')).toEqual([OWN, 'smtp$john@fabrikam.example', VALUE]);
    expect((await rig.proposals()).map(({ state }) => state)).toEqual(['stale', 'applied']);
  });
});

describe('the directory refuses', () => {
  test.each([
    [50, 'insufficientAccessRights', 'may not change this object'],
    [18, 'inappropriateMatching', 'migcheck never replaces'],
    [53, 'unwillingToPerform', 'server of another site'],
  ])('LDAP result %i %s: failed, with its code and what it means', async (code, name, meaning) => {
    rig.ldap.faults.put({ on: 'modify', code });
    await rig.presses(AVERY, 'approve');

    expect((await proposal())?.state).toBe('failed');
    expect((await proposal())?.outcome?.ldap).toEqual({ code, name });
    expect(await card()).toContain(`LDAP result ${code} (${name})`);
    expect(await card()).toContain(meaning);
    expect(rig.held('jdoe')).toEqual([OWN]);
    expect((await rig.records()).at(-1)).toMatchObject({ action: 'failed', ldap: { code, name } });
  });

  test('busy is no refusal: put off, and done by the sweep', async () => {
    rig.ldap.faults.put({ on: 'modify', code: 51 });
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('approved');
    expect(await card()).toContain('It will be tried again');

    rig.later(3 * MINUTE);
    await rig.sweeps();

    expect((await proposal())?.state).toBe('applied');
    expect(rig.held('jdoe')).toEqual([OWN, VALUE]);
    expect(await recorded()).toEqual(['checked', 'proposed', 'approved', 'claimed', 'put-off', 'claimed', 'applied']);
  });
});

describe('the directory is away', () => {
  test('when it is to be applied: put off, told, and applied by the sweep once it is back', async () => {
    await rig.directoryGoesDown();
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('approved');
    expect(await card()).toContain('The directory could not be asked (unreachable)');
    await rig.directoryComesBack();

    expect(await rig.sweeps()).toEqual({ due: 0 });
    rig.later(3 * MINUTE);
    expect(await rig.sweeps()).toEqual({ due: 1 });

    expect(rig.modifies()).toEqual([ADDED]);
    expect((await proposal())?.state).toBe('applied');
    expect(await card()).toContain('Applied and read back');
  });

  test('for longer than an approval is good for: expired, and nothing is written when it is back', async () => {
    await rig.directoryGoesDown();
    await rig.presses(AVERY, 'approve');
    rig.later(61 * MINUTE);
    await rig.sweeps();
    await rig.directoryComesBack();
    await rig.sweeps();

    expect((await proposal())?.state).toBe('expired');
    expect(await card()).toContain('could not be asked in time after the approval');
    expect(rig.modifies()).toEqual([]);
  });

  test('the answer to the write gets lost, and reading shows the value: applied, written once', async () => {
    rig.ldap.faults.put({ on: 'modify', what: 'reset-after' });
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('applied');
    expect(await card()).toContain('did not answer the write');
    expect(rig.modifies()).toEqual([ADDED]);
  });

  test('the write hangs and the directory is silent: unknown, settled by the sweep as applied, written once', async () => {
    rig.ldap.faults.put({ on: 'modify', what: 'silence-after' });
    rig.ldap.faults.put({ on: 'bind', what: 'reset' }, { times: 3 });
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('unknown');
    expect(await card()).toContain('Outcome not known');

    rig.ldap.faults.clear();
    rig.later(3 * MINUTE);
    await rig.sweeps();

    expect((await proposal())?.state).toBe('applied');
    expect(rig.modifies()).toEqual([ADDED]);
    expect(await card()).toContain('presumably through it');
    expect(await recorded()).toEqual(['checked', 'proposed', 'approved', 'claimed', 'unknown', 'applied']);
  });

  test('the write is lost before it is done: unknown, then failed, and never sent twice', async () => {
    rig.ldap.faults.put({ on: 'modify', what: 'reset' });
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('unknown');

    const records = (await recorded()).length;
    rig.later(3 * MINUTE);
    await rig.sweeps();
    expect((await proposal())?.state).toBe('unknown');
    expect(await recorded()).toHaveLength(records);

    rig.later(16 * MINUTE);
    await rig.sweeps();

    expect((await proposal())?.state).toBe('failed');
    expect(rig.modifies()).toEqual([ADDED]);
    expect(rig.held('jdoe')).toEqual([OWN]);
    expect(await card()).toContain('did not come to light');
  });
});

describe('the worker is interrupted', () => {
  /** What the worker writes down as it comes to `state` is refused once, as if it had ended right before. */
  const interruptAt = (state: 'applying' | 'applied') => {
    let isOver = false;
    rig.refuse.ledger(({ by, operation, body }) => {
      const writes = operation === 'TransactWriteItems' && JSON.stringify(body).includes(`"S":"${state}"`);
      if (by !== 'fix' || !writes || isOver) return false;
      isOver = true;
      return true;
    });
  };

  test('before it has claimed the proposal: it is simply done the next time', async () => {
    interruptAt('applying');
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('applied');
    expect(rig.modifies()).toEqual([ADDED]);
    expect(await recorded()).toEqual(['checked', 'proposed', 'approved', 'claimed', 'applied']);
  });

  test('after the write and before the record: it is read, not written again, and told as presumed', async () => {
    interruptAt('applied');
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('applied');
    expect(rig.modifies()).toEqual([ADDED]);
    expect(rig.held('jdoe')).toEqual([OWN, VALUE]);
    expect(await card()).toContain('presumably through it');
  });

  test('after the record and before it is told: it is told the next time, once', async () => {
    let refused = 0;
    rig.refuse.queues(({ by }) => {
      if (by === 'fix') refused += 1;
      return by === 'fix' && refused === 1;
    });
    await rig.presses(AVERY, 'approve');
    expect(refused).toBe(2);
    expect(await card()).toContain('Applied and read back');
    expect((await rig.sees(SAM)).filter(({ threadTs }) => threadTs)).toHaveLength(1);
    expect(rig.modifies()).toEqual([ADDED]);
  });

  test('after the approval is on record and before the change is queued: it is queued the next time', async () => {
    let refused = 0;
    rig.refuse.queues(({ by }) => {
      if (by === 'talk') refused += 1;
      return by === 'talk' && refused === 1;
    });
    await rig.presses(AVERY, 'approve');
    expect((await proposal())?.state).toBe('applied');
    expect(await recorded()).toEqual(['checked', 'proposed', 'approved', 'claimed', 'applied']);
  });
});

describe('a write account without the right to write', () => {
  let other: Rig;
  beforeAll(async () => {
    const { reader } = rig.organization.accounts;
    const account = { LDAP_WRITE_BIND_DN: reader.names[0] ?? '', LDAP_WRITE_BIND_PASSWORD: reader.password };
    other = await startRig({ environment: account });
  });
  afterAll(() => other.close());

  test('is told as what it is, and the value is not there', async () => {
    await other.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    await other.presses(RILEY, 'propose');
    await other.presses(AVERY, 'approve');
    const [message] = await other.sees(SAM, MIGRATION);
    expect(message && wordsIn(message)).toContain('LDAP result 50 (insufficientAccessRights)');
    expect(other.held('jdoe')).toEqual([OWN]);
  });
});

describe('Active Directory', () => {
  let ad: Rig;
  beforeAll(async () => {
    ad = await startRig({ organization: activeDirectoryOrganization() });
  });
  afterAll(() => ad.close());

  test('one value is added to proxyAddresses, and nothing else is changed', async () => {
    const person = PEOPLE.find(({ alias }) => alias === 'jdoe');
    const dn = person ? ad.organization.dnOf(person) : '';
    const before = ad.ldap.values(dn, 'proxyAddresses');
    await ad.asks(RILEY, '/migcheck jdoe as MS:CORP/PO1/JDOE');
    await ad.presses(RILEY, 'propose');
    await ad.presses(AVERY, 'approve');

    expect((await ad.proposals())[0]?.state).toBe('applied');
    expect(ad.ldap.values(dn, 'proxyAddresses')).toEqual([...before, 'migrate:MS:CORP/PO1/JDOE']);
    expect(ad.modifies()).toEqual(['add proxyAddresses migrate:MS:CORP/PO1/JDOE']);
    expect(await ad.chain()).toEqual({ ok: true, count: 5 });
  });
});

describe('two proposals', () => {
  test('for one address and two mailboxes: the second one is refused, and the address is held once', async () => {
    await rig.asks(SAM, '/migcheck hmeyer as MS:CORP/PO1/JDOE');
    await rig.presses(SAM, 'propose');
    const [first, second] = (await rig.sees(AVERY, MIGRATION)).filter(({ threadTs }) => !threadTs);
    expect([first, second].map((one) => one && wordsIn(one).includes('Approval wanted'))).toEqual([true, true]);
    await rig.clicks(AVERY, 'approve');
    await rig.settle();
    await rig.clicks(AVERY, 'approve');
    await rig.settle();

    expect((await rig.proposals()).map(({ state }) => state).sort()).toEqual(['applied', 'refused']);
    expect(rig.modifies()).toHaveLength(1);
  });
});
