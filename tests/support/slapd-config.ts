import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../infra/local/ldap/account.ts';
import type { Dialect } from '../../lib/migration/recipient.ts';
import type { Authority } from './authority.ts';
import { ldifOf } from './ldif.ts';
import { accountSuffixes } from './slapd-entries.ts';
import { cosineSchema, dialectSchema, INDEXED } from './slapd-schema.ts';

export type SlapdConfig = {
  readonly dialect: Dialect;
  readonly suffix: string;
  readonly accounts: readonly Account[];
  readonly tls?: Authority;
  /** The most entries of a search without pages, and in one page; 100 as in Exchange 5.5 unless given. */
  readonly sizeLimit?: number;
  /** `none`: the server refuses to answer in pages; `counted`: its limit holds for all pages together. */
  readonly paging?: 'none' | 'counted';
  /** With OpenLDAP's own otherMailbox, which cannot be searched and takes no second value. */
  readonly otherMailboxAsShipped?: boolean;
};

/** Writes slapd.conf, the schemas and the root DSE into a folder, and returns the file to start from. */
export function writeConfig(folder: string, options: SlapdConfig): string {
  writeFileSync(join(folder, 'cosine.schema'), cosineSchema(options.otherMailboxAsShipped ?? false));
  writeFileSync(join(folder, 'dialect.schema'), dialectSchema(options.dialect));
  writeFileSync(join(folder, 'root-dse.ldif'), rootDse(options));
  const config = join(folder, 'slapd.conf');
  const databases = [options.suffix, ...accountSuffixes(options)].map((suffix, index) =>
    database(folder, suffix, index === 0 ? options : undefined),
  );
  writeFileSync(config, [head(folder, options), ...databases].join('\n'));
  return config;
}

const PAGES_IN_ALL = { none: 'disabled', counted: 'hard', any: 'unlimited' } as const;

function head(folder: string, { dialect, tls, sizeLimit = 100, paging }: SlapdConfig): string {
  const schemas = [
    '/etc/ldap/schema/core.schema',
    join(folder, 'cosine.schema'),
    '/etc/ldap/schema/inetorgperson.schema',
    join(folder, 'dialect.schema'),
  ];
  return [
    ...schemas.map((schema) => `include ${schema}`),
    `pidfile ${join(folder, 'slapd.pid')}`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    `sizelimit size.soft=${sizeLimit} size.hard=${sizeLimit} size.pr=${sizeLimit} size.prtotal=${PAGES_IN_ALL[paging ?? 'any']}`,
    ...(dialect === 'ad' ? [`rootDSE ${join(folder, 'root-dse.ldif')}`] : []),
    ...(tls
      ? [
          `TLSCACertificateFile ${tls.caFile}`,
          `TLSCertificateFile ${tls.certFile}`,
          `TLSCertificateKeyFile ${tls.keyFile}`,
        ]
      : []),
  ].join('\n');
}

/** What an Active Directory says of itself; an Exchange 5.5 says no more than slapd does anyway. */
const rootDse = ({ suffix }: SlapdConfig): string =>
  ldifOf({
    dn: '',
    attributes: {
      defaultNamingContext: [suffix],
      rootDomainNamingContext: [suffix],
      configurationNamingContext: [`CN=Configuration,${suffix}`],
    },
  });

function database(folder: string, suffix: string, main: SlapdConfig | undefined): string {
  const data = join(folder, `data-${suffix}`);
  mkdirSync(data);
  const writers = (main?.accounts ?? [])
    .filter(({ mayWrite }) => mayWrite)
    .map(({ names }) => `by dn.exact="${names[0]}" write`);
  const isHidden = main?.dialect === 'exchange55';
  return [
    'database mdb',
    `suffix "${suffix}"`,
    `directory ${data}`,
    'maxsize 4294967296',
    ...(main
      ? INDEXED[main.dialect]
          .filter((name) => !(main.otherMailboxAsShipped && name === 'otherMailbox'))
          .map((name) => `index ${name} eq`)
      : []),
    'access to attrs=userPassword by anonymous auth by * none',
    // Q185475: hidden objects are seen by those whose bind name ends in cn=Admin.
    ...(isHidden
      ? [`access to filter=(Hide-From-Address-Book=TRUE) ${writers.join(' ')} by dn.subtree="cn=Admin" read by * none`]
      : []),
    `access to * ${writers.join(' ')} by users read by * none`,
    '',
  ].join('\n');
}
