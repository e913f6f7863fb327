import { DirectoryUnavailable } from '../../errors.ts';
import { isMigrateProxy, type ProxyAddress, parseProxyAddress } from '../../migration/address.ts';
import type { Done, Result } from '../../migration/attempt.ts';
import type { Proposal } from '../../migration/proposal.ts';
import type { Recipient } from '../../migration/recipient.ts';
import { meaningOf } from '../../migration/refusals.ts';
import type { WritableDirectory, Written } from '../../ports.ts';

export function proxyToWrite({ fix }: Proposal): ProxyAddress {
  const proxy = parseProxyAddress(fix.value);
  if (!proxy || !isMigrateProxy(proxy)) throw new Error('Only a MIGRATE proxy is ever written');
  return proxy;
}

/** One modify of one value. */
export const write = (
  { fix }: Proposal,
  { before, proxy }: { readonly before: Recipient; readonly proxy: ProxyAddress },
  directory: WritableDirectory,
): Promise<Written> =>
  fix.change === 'add' ? directory.addProxy(before, proxy) : directory.removeProxy(before, proxy);

/** What is to be seen in the directory now, by what it said to the modify. */
export type Said = Omit<Done, 'recipient'>;

/** What the one modify came to: something to be seen, or the end of it. */
export function afterWrite(written: Written): { readonly see: Said } | { readonly result: Result } {
  switch (written.kind) {
    case 'added':
    case 'removed':
      return { see: { said: '', state: 'applied' } };
    case 'already-there':
    case 'already-gone':
      // Somebody else did it between our look and our write.
      return { see: { said: 'The directory was as wanted already when the write came.', state: 'already-present' } };
    case 'unknown': {
      const said = `The directory did not answer the write (${written.name}).`;
      return { see: { said, state: 'applied', presumed: true } };
    }
    case 'unavailable':
      return { result: { putOff: `The directory took no write (${written.name}).` } };
    case 'refused': {
      const ldap = { code: written.code, name: written.name };
      return { result: { state: 'failed', outcome: { ldap, detail: meaningOf(written.code) } } };
    }
    default:
      return written satisfies never;
  }
}

export const notSeenYet = (said: string): Result => ({
  state: 'unknown',
  outcome: { detail: `${said} The change cannot be seen yet.`.trim() },
});

export const notReadAfterwards = (said: string): Result => ({
  state: 'unknown',
  outcome: { detail: `${said} The directory could not be read afterwards.`.trim() },
});

export type PutOff = Extract<Result, { putOff: string }>;

/** A directory that cannot be asked has changed nothing, as long as nothing was sent. */
export async function unlessAway<T>(ask: () => Promise<T>): Promise<T | PutOff> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    return { putOff: `The directory could not be asked (${error.trouble}).` };
  }
}
