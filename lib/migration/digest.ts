import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Half a character as JSON writes it. */
const HALF = /\\ud/;

/** As every store gives it back: without undefined properties, and with half a character (a cut-off reason) made whole. */
export function asKept<T>(value: T): T {
  const text = JSON.stringify(value);
  // Stryker disable next-line ConditionalExpression: to look at every text again only takes longer
  if (!HALF.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, part) => (typeof part === 'string' ? part.toWellFormed() : part));
}

/** SHA-256, in hex, over RFC 8785 canonical JSON of a value as it is kept. */
export function digestOf(value: unknown): string {
  // Stryker disable next-line StringLiteral: what has been through JSON has a canonical form
  const text = canonicalize(asKept(value)) ?? '';
  return createHash('sha256').update(text).digest('hex');
}
