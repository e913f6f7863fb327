import { expect, test } from '@jest/globals';
import { makeAuthority } from '../../support/authority.ts';
import type { Tested } from './contract.ts';

export function encryption({ stand, open }: Tested): void {
  const someone = { by: 'name', name: 'jdoe' } as const;

  test('LDAPS and StartTLS both lead to the same people', async () => {
    const ldaps = await open({ urls: [stand().secureUrl], tls: 'ldaps' }).find(someone);
    const startTls = await open({ urls: [stand().url], tls: 'starttls' }).find(someone);

    expect(startTls.recipients).toEqual(ldaps.recipients);
    expect(ldaps.recipients).toHaveLength(1);
    expect([ldaps.view.encrypted, startTls.view.encrypted]).toEqual([true, true]);
  });

  test.each(['ldaps', 'starttls'] as const)('a warm connection costs one round trip a question: %s', async (tls) => {
    const directory = open({ urls: [tls === 'ldaps' ? stand().secureUrl : stand().url], tls });
    await directory.find(someone);
    const before = directory.roundTrips;
    await directory.find(someone);

    expect(directory.roundTrips - before).toBe(1);
  });

  test.each(['ldaps', 'starttls'] as const)('a certificate that nobody vouches for is not trusted: %s', async (tls) => {
    const stranger = makeAuthority();
    const urls = [tls === 'ldaps' ? stand().secureUrl : stand().url];

    await expect(open({ urls, tls, caFile: stranger.caFile }).find(someone)).rejects.toMatchObject({
      name: 'DirectoryUnavailable',
      trouble: 'certificate',
      server: expect.stringMatching(/^ldaps?:\/\/127\.0\.0\.1:\d+$/),
    });
    stranger.remove();
  });

  test('a wrong password is refused, and stands in no message', async () => {
    const refused = open({ password: 'not-the-password' }).find(someone);

    await expect(refused).rejects.toMatchObject({ trouble: 'bind-refused', code: 49 });
    await expect(refused).rejects.toThrow(/^(?!.*(not-the-password|cn=)).*$/i);
  });

  test('a port that speaks no TLS refuses it', async () => {
    const plain = stand().url.replace(/^ldap:\/\/([^:]+)$/, 'ldap://$1:389');

    await expect(open({ urls: [plain], tls: 'ldaps', connectTimeoutMs: 500 }).find(someone)).rejects.toMatchObject({
      trouble: expect.stringMatching(/^(tls-refused|unreachable|timeout)$/),
    });
  });
}
