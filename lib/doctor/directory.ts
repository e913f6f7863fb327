import type { Dialect } from '../migration/recipient.ts';
import { judgeAgreement } from './agreement.ts';
import { judgeClock } from './clock.ts';
import { type Account, partOf, type ServerSeen } from './directory-seen.ts';
import { TROUBLE_CURE } from './directory-trouble.ts';
import { type Finding, findingsOf, type Part } from './finding.ts';
import { judgeSight } from './sight.ts';

/** What one account can do in the directory, server by server, and whether the servers agree. */
export function judgeDirectory(account: Account, servers: readonly ServerSeen[]): readonly Finding[] {
  const part = partOf(account);
  const answered = servers.flatMap(({ server, answer, catalogue }) =>
    'trouble' in answer || catalogue !== undefined ? [] : [{ server, answer }],
  );
  const [first] = answered;
  return [
    ...servers.flatMap((seen) => [...judgeServer(part, seen), ...judgeEncryption(part, seen)]),
    ...(first ? judgeSight(account, first.answer) : []),
    ...judgeAgreement(part, answered),
  ];
}

const DIALECT = { exchange55: 'Exchange 5.5', ad: 'Active Directory' } as const satisfies Record<Dialect, string>;

function judgeServer(part: Part, { server, answer, catalogue }: ServerSeen): readonly Finding[] {
  const say = findingsOf(part);
  const tried = `bind to ${server}${catalogue === undefined ? '' : ', the global catalogue'}`;
  if ('trouble' in answer) {
    const { trouble, code, says } = answer;
    const came = [trouble, ...(code === undefined ? [] : [`LDAP result ${code}`]), ...(says ? [says] : [])].join(', ');
    return [say.broken(tried, came, TROUBLE_CURE[trouble])];
  }
  const bound =
    catalogue === false
      ? say.broken(
          tried,
          'bound, and it is no global catalogue',
          'LDAP_GC_URL has to name one: port 3269 (ldaps) or 3268 of a domain controller that is a global catalogue.',
        )
      : say.well(tried, `bound: ${DIALECT[answer.dialect]}, ${answer.base || 'the whole forest'}`);
  const whose = `${server} (currentTime)`;
  return [bound, ...(answer.clock ? [judgeClock({ part, whose, fatal: false }, answer.clock)] : [])];
}

function judgeEncryption(part: Part, { server, encrypted }: ServerSeen): readonly Finding[] {
  const say = findingsOf(part);
  const tried = `encryption of ${server}`;
  return encrypted
    ? [say.well(tried, 'TLS')]
    : [
        say.warning(
          tried,
          'LDAP runs without TLS: the password and all that is read or written pass in clear',
          'LDAP_TLS=ldaps or starttls. A real Exchange 5.5 speaks no TLS that is still in use: then only in a network that you trust.',
        ),
      ];
}
