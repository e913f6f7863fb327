import { DirectoryUnavailable, FileWithheld, Misconfigured, SlackBusy, SlackRefused } from '../../errors.ts';

/** Errors of ours, whose messages are made of our own words; everything else may quote what it was given. */
const OURS = [Misconfigured, SlackBusy, SlackRefused, FileWithheld];

/** Addresses in the web and anything that is quoted: a parser quotes what it could not read, fetch the whole URL. */
const REPEATED = /\b[a-z][a-z0-9+.-]*:\/\/\S+|"[^"]*"?|'[^']*'|`[^`]*`|\bxox[a-z]-\S+/gi;

const said = (message: string): string => message.replace(REPEATED, '…').slice(0, 300);

/** What went wrong, for the log: its kind and what it says; never a body, a URL, a name or a secret. */
export function reasonOf(error: unknown): Record<string, string> {
  if (error instanceof DirectoryUnavailable) return { error: error.name, trouble: error.trouble, server: error.server };
  if (!(error instanceof Error)) return { error: 'unknown' };
  const isOurs = OURS.some((kind) => error instanceof kind);
  return { error: error.name, says: isOurs ? error.message.slice(0, 300) : said(error.message) };
}
