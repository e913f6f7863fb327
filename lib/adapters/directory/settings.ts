import { isIP } from 'node:net';
import { Misconfigured } from '../../errors.ts';
import type { PostOffice } from '../../migration/address.ts';
import type { Dialect } from '../../migration/recipient.ts';

export type Encryption = 'ldaps' | 'starttls' | 'off';

/** How one account asks one directory. */
export type DirectorySettings = {
  /**
   * `ldap://host:port` or `ldaps://host:port`, the preferred one first. A name behind the port
   * (`ldap://mad1:390/ou=MADRID,o=FABRIKAM`, RFC 4516) says that this server may write what is below it; Exchange 5.5
   * writes only on servers of the object's own site.
   */
  readonly urls: readonly string[];
  readonly baseDn?: string;
  readonly bindDn: string;
  readonly password: string;
  /** The password as it is kept now, asked for once a server has refused the one that was known. */
  readonly passwordAgain?: () => Promise<string | undefined>;
  /** What becomes of an `ldap://` address; `ldaps://` is encrypted in any case. */
  readonly tls: Encryption;
  /** PEM file of the authority that signed the servers' certificates. */
  readonly caFile?: string;
  readonly kind: 'auto' | Dialect;
  readonly ownPostOffices?: readonly PostOffice[];
  readonly migrateTemplate: string;
  /** A global catalogue, so that all domains of a forest can be searched for holders of an address. */
  readonly gcUrl?: string;
  /** For one search with all its pages, one bind, one change. Milliseconds; 5000 unless given. */
  readonly timeoutMs?: number;
  /** Until a connection is open and encrypted. Milliseconds; 3000 unless given. */
  readonly connectTimeoutMs?: number;
};

/** One server, as parsed from its address. */
export type Server = {
  readonly host: string;
  readonly port: number;
  readonly encryption: Encryption;
  /** Scheme, host and port: what may be shown. */
  readonly url: string;
  /** The part of the tree that this server may write; everything when absent. */
  readonly serves?: string;
};

/** Splits the addresses in one setting: blanks, line breaks, or commas in front of the next address. */
export const splitUrls = (text: string): readonly string[] =>
  text
    .split(/[\s]+|,(?=\s*ldaps?:\/\/)/i)
    .map((url) => url.replace(/,$/, ''))
    .filter((url) => url !== '');

/** Reads one address. Throws Misconfigured when it is none. */
export function serverOf(address: string, tls: Encryption): Server {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url?.hostname || !/^ldaps?:$/i.test(url.protocol))
    throw new Misconfigured(
      'LDAP_URL must hold addresses such as ldaps://dc1.example.com or ldap://ex1.example.com:390',
    );
  const encryption = url.protocol.toLowerCase() === 'ldaps:' ? 'ldaps' : tls;
  const scheme = encryption === 'ldaps' ? 'ldaps' : 'ldap';
  const port = Number(url.port || (encryption === 'ldaps' ? 636 : 389));
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const serves = decodeURIComponent(url.pathname.slice(1));
  const shown = `${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  return { host, port, encryption, url: shown, ...(serves ? { serves } : {}) };
}
