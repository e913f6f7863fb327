import { type DirectoryTrouble, DirectoryUnavailable } from '../../errors.ts';
import { resultCodeIn } from './result-codes.ts';

/** The connection went away before the answer came. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** No answer within the time there was. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** What was being done when it went wrong. */
export type Step = 'connect' | 'starttls' | 'bind' | 'search';

/** What a server's own answer means at each step. */
function troubleOfResult(code: number, step: Step): DirectoryTrouble {
  if (code === 51 || code === 52) return step === 'starttls' ? 'tls-refused' : 'busy';
  if (step === 'starttls') return 'tls-refused';
  // RFC 4511: strongerAuthRequired and confidentialityRequired, which Active Directory answers to a plain bind.
  if (code === 8 || code === 13) return 'encryption-wanted';
  if (step === 'bind') return 'bind-refused';
  if (code === 3) return 'timeout';
  if (code === 32) return 'not-configured';
  // MS-ADTS: operationsError is Active Directory's answer to whoever is not bound.
  return code === 1 ? 'bind-refused' : 'search-refused';
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|ALTNAME/;

/** Node's and OpenSSL's words for what goes wrong on the way to a server. */
function troubleOfSocket(error: unknown, step: Step): DirectoryTrouble {
  if (error instanceof TooLate) return 'timeout';
  const { code = '', message = '' } = wordsOf(error);
  if (CERTIFICATE.test(code)) return 'certificate';
  if (code === 'ETIMEDOUT') return 'timeout';
  // A server without TLS on that port takes the greeting for nonsense and hangs up.
  const hungUp = message.includes('before secure TLS connection was established');
  return step === 'starttls' || hungUp || /^ERR_SSL|^ERR_TLS|^EPROTO/.test(code) ? 'tls-refused' : 'unreachable';
}

const wordsOf = (error: unknown): { code?: string; message?: string } =>
  typeof error === 'object' && error
    ? {
        ...('code' in error ? { code: String(error.code) } : {}),
        ...('message' in error ? { message: String(error.message) } : {}),
      }
    : {};

/** Puts an error into the terms in which it is told; the message never holds a name or a password. */
export function unavailable(error: unknown, server: string, step: Step): DirectoryUnavailable {
  if (error instanceof DirectoryUnavailable) return error;
  const code = resultCodeIn(error);
  if (code === undefined) return new DirectoryUnavailable(troubleOfSocket(error, step), server, { cause: error });
  return new DirectoryUnavailable(troubleOfResult(code, step), server, { code, cause: error });
}
