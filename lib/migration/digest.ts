import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** As every store gives it back: without undefined properties, and with half a character (a cut-off reason) made whole. */
export const asKept = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, part) => (typeof part === 'string' ? part.toWellFormed() : part));

/** SHA-256, in hex, over RFC 8785 canonical JSON of a value as it is kept. */
export function digestOf(value: unknown): string {
  // Stryker disable next-line StringLiteral: what has been through JSON has a canonical form
  const text = canonicalize(asKept(value)) ?? '';
  return createHash('sha256').update(text).digest('hex');
}
