import { ResultCodeError } from 'ldapts';

/** The names of LDAP results that a directory may answer with (RFC 4511 A.1). */
const NAMES: Readonly<Record<number, string>> = {
  1: 'operationsError',
  2: 'protocolError',
  3: 'timeLimitExceeded',
  4: 'sizeLimitExceeded',
  7: 'authMethodNotSupported',
  8: 'strongerAuthRequired',
  10: 'referral',
  11: 'adminLimitExceeded',
  12: 'unavailableCriticalExtension',
  13: 'confidentialityRequired',
  16: 'noSuchAttribute',
  17: 'undefinedAttributeType',
  18: 'inappropriateMatching',
  19: 'constraintViolation',
  20: 'attributeOrValueExists',
  21: 'invalidAttributeSyntax',
  32: 'noSuchObject',
  34: 'invalidDNSyntax',
  48: 'inappropriateAuthentication',
  49: 'invalidCredentials',
  50: 'insufficientAccessRights',
  51: 'busy',
  52: 'unavailable',
  53: 'unwillingToPerform',
  65: 'objectClassViolation',
  71: 'affectsMultipleDSAs',
  80: 'other',
};

export const nameOfResult = (code: number): string => NAMES[code] ?? `result ${code}`;

/** The LDAP result in an error that the server itself answered with; undefined for every other error. */
export const resultCodeIn = (error: unknown): number | undefined =>
  error instanceof ResultCodeError ? error.code : undefined;
