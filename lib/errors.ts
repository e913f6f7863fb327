/** Why a directory could not be asked, in the terms in which it is told and mended. */
export type DirectoryTrouble =
  | 'unreachable'
  | 'timeout'
  | 'busy'
  | 'bind-refused'
  | 'certificate'
  | 'tls-refused'
  | 'encryption-wanted'
  | 'not-configured'
  | 'search-refused';

/** The directory could not be asked. Nothing was changed by the call that threw this. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';
  readonly trouble: DirectoryTrouble;
  /** The server as configured (scheme, host and port), never a name or a password. */
  readonly server: string;
  /** The LDAP result code where the server gave one. */
  readonly code?: number;

  constructor(trouble: DirectoryTrouble, server: string, options: { code?: number; cause?: unknown } = {}) {
    super(`The directory ${server} could not be asked: ${trouble}`, { cause: options.cause });
    this.trouble = trouble;
    this.server = server;
    if (options.code !== undefined) this.code = options.code;
  }
}

/** Slack asked us to wait. `seconds` is its Retry-After. */
export class SlackBusy extends Error {
  override readonly name = 'SlackBusy';
  readonly seconds: number;

  constructor(seconds: number, options: { cause?: unknown } = {}) {
    super(`Slack asks to wait ${seconds} s`, options);
    this.seconds = seconds;
  }
}

/** Slack said no, and would say no again: `reason` is Slack's own error word (`channel_not_found`, …). */
export class SlackRefused extends Error {
  override readonly name = 'SlackRefused';
  readonly reason: string;

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`Slack refused: ${reason}`, options);
    this.reason = reason;
  }
}

/** A file could not be had from Slack: it handed out a page (as it does to a token without files:read), or was too slow. */
export class FileWithheld extends Error {
  override readonly name = 'FileWithheld';
  readonly reason: 'page' | 'too-slow';

  constructor(reason: 'page' | 'too-slow', options: { cause?: unknown } = {}) {
    super(`Slack did not hand out the file: ${reason}`, options);
    this.reason = reason;
  }
}

/** What was kept in the ledger is gone, or is not as it was kept. */
export class NotAsKept extends Error {
  override readonly name = 'NotAsKept';
}

/** A setting is missing or wrong; the message names the variable and what it should hold, never its value. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';
}

/** What was typed cannot be done as it stands; the message says why. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
