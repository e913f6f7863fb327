import { type Account, partOf, type ServerAnswer } from './directory-seen.ts';
import { type Finding, findingsOf, type Part } from './finding.ts';

/** What an account sees in the directory, and whether it may write there. */
export const judgeSight = (account: Account, answer: ServerAnswer): readonly Finding[] => {
  const part = partOf(account);
  return [
    judgeAddresses(part, answer),
    judgeHidden(part, answer),
    ...(answer.coverage ? judgeCoverage(part, answer.coverage) : []),
    ...(account === 'write' ? [judgeWriting(part, answer)] : []),
  ];
};

function judgeAddresses(part: Part, { dialect, base, recipients, readable }: ServerAnswer): Finding {
  const say = findingsOf(part);
  const tried = 'recipients and their addresses';
  if (recipients === 0)
    return say.broken(
      tried,
      `none below ${base}`,
      'Look at LDAP_BASE_DN, and whether the account may search there (Q192306).',
    );
  if (readable > 0) return say.well(tried, `${readable} of ${recipients} looked at show addresses`);
  return say.broken(
    tried,
    `${recipients} recipients, and none shows an address`,
    dialect === 'exchange55'
      ? 'Show E-mail Addresses to this account: DS Site Configuration, Attributes (before SP2 even administrators lose hidden ones, Q196491).'
      : 'Let the account read proxyAddresses.',
  );
}

function judgeHidden(part: Part, { dialect, asksForHidden, hidden }: ServerAnswer): Finding {
  const say = findingsOf(part);
  const tried = 'hidden recipients';
  if (hidden > 0) return say.well(tried, `visible: ${hidden} came back`);
  if (dialect === 'ad') return say.well(tried, 'none came back; Active Directory hides none from who may read it');
  return asksForHidden
    ? say.untold(
        tried,
        'none came back: there are none, or they are not shown',
        'Hide one recipient for a moment and look again. The service account has to be in the local Administrators (Q185475).',
      )
    : say.warning(
        tried,
        'the bind name does not end in cn=Admin, so they stay invisible and nothing is proposed',
        'Bind as cn=NTACCOUNT,cn=NTDOMAIN,cn=Admin (Q185475).',
      );
}

function judgeCoverage(part: Part, coverage: NonNullable<ServerAnswer['coverage']>): readonly Finding[] {
  const say = findingsOf(part);
  const tried = 'searching everybody who holds an address';
  switch (coverage) {
    case 'proven':
      return [say.well(tried, 'nobody would be missed')];
    // Said already, as what is hidden.
    case 'hidden-not-visible':
      return [];
    case 'not-searchable':
      return [
        say.broken(
          tried,
          'a recipient that is there does not come back: the attribute cannot be searched, so nothing is proposed',
          "The schema has no equality rule for it (OpenLDAP's own otherMailbox), or the account may not search it.",
        ),
      ];
    case 'one-domain-of-several':
      return [
        say.warning(
          tried,
          'only this domain of the forest is searched, so nothing is proposed',
          'LDAP_GC_URL has to name a global catalogue.',
        ),
      ];
    default:
      return coverage satisfies never;
  }
}

/** MS-ADTS 3.1.1.4.5.21: allowedAttributesEffective lists what the asker may write on that very object. */
function judgeWriting(part: Part, { dialect, recipients, writable }: ServerAnswer): Finding {
  const say = findingsOf(part);
  const tried = 'the right to write, without writing';
  if (writable === undefined)
    return say.untold(
      tried,
      'this directory cannot tell before it is tried',
      dialect === 'exchange55'
        ? 'The Administrator program shows it: the account needs the role Admin. (Modify Admin Attributes) where the recipients are (Q168753).'
        : 'A real Active Directory tells it (allowedAttributesEffective).',
    );
  if (writable === recipients) return say.well(tried, `proxyAddresses may be written on all ${recipients} looked at`);
  const cure =
    'Delegate it: dsacls "OU" /I:S /G "DOMAIN\\migcheck-write:WP;proxyAddresses;user" (docs/install.md). Administrators are protected by AdminSDHolder.';
  const came = `proxyAddresses may be written on ${writable} of ${recipients} looked at`;
  return writable === 0 ? say.broken(tried, came, cure) : say.warning(tried, came, cure);
}
