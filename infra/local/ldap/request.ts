import { BerReader } from 'ldapts';
import { readBytes, readList, readText } from './ber.ts';
import { type Condition, readCondition } from './condition.ts';

export type Scope = 'base' | 'one' | 'sub';
export type Change = {
  readonly how: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: readonly Buffer[];
};
export type SearchRequest = {
  readonly kind: 'search';
  readonly base: string;
  readonly scope: Scope;
  readonly sizeLimit: number;
  readonly typesOnly: boolean;
  readonly condition: Condition;
  readonly attributes: readonly string[];
  /** RFC 2696. */
  readonly page?: { readonly size: number; readonly cookie: string };
};
export type ModifyRequest = { readonly kind: 'modify'; readonly dn: string; readonly changes: readonly Change[] };
export type CompareRequest = {
  readonly kind: 'compare';
  readonly dn: string;
  readonly attribute: string;
  readonly value: Buffer;
};
/** `password` is undefined where anything but a simple bind was asked for. */
export type BindRequest = { readonly kind: 'bind'; readonly name: string; readonly password: string | undefined };

/** What a client can ask, as read from one LDAP message (RFC 4511). */
export type Request =
  | BindRequest
  | { readonly kind: 'unbind' }
  | SearchRequest
  | ModifyRequest
  | CompareRequest
  | { readonly kind: 'extended'; readonly oid: string }
  | { readonly kind: 'abandon' }
  | { readonly kind: 'unsupported'; readonly tag: number };

const PAGED_RESULTS = '1.2.840.113556.1.4.319';
const SCOPES: readonly Scope[] = ['base', 'one', 'sub'];
const CHANGES = ['add', 'delete', 'replace'] as const;
const CONTROLS = 0xa0;

/** Reads one whole message. Throws on anything that is no LDAP. */
export function readRequest(message: Buffer): { id: number; request: Request } {
  const reader = new BerReader(message);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const tag = reader.peek() ?? 0;
  const request = readOperation(reader, tag);
  const page = request.kind === 'search' ? readPage(reader) : undefined;
  return { id, request: page && request.kind === 'search' ? { ...request, page } : request };
}

function readOperation(reader: BerReader, tag: number): Request {
  // Unbind and abandon are primitive: they have no parts to step into.
  if (tag === 0x42) return { kind: 'unbind' };
  if (tag === 0x50) return { kind: 'abandon' };
  reader.readSequence();
  if (tag === 0x60) return readBind(reader);
  if (tag === 0x63) return readSearch(reader);
  if (tag === 0x66) return readModify(reader);
  if (tag === 0x6e) return readCompare(reader);
  if (tag === 0x77) return { kind: 'extended', oid: reader.readString(0x80) ?? '' };
  return { kind: 'unsupported', tag };
}

function readBind(reader: BerReader): BindRequest {
  reader.readInt();
  const name = readText(reader);
  return { kind: 'bind', name, password: reader.peek() === 0x80 ? (reader.readString(0x80) ?? '') : undefined };
}

function readSearch(reader: BerReader): SearchRequest {
  const base = readText(reader);
  const scope = SCOPES[reader.readEnumeration() ?? 0] ?? 'sub';
  reader.readEnumeration(); // aliases: there are none here
  const sizeLimit = reader.readInt() ?? 0;
  reader.readInt(); // time limit
  const typesOnly = reader.readBoolean() ?? false;
  const condition = readCondition(reader);
  const attributes = readList(reader, () => readText(reader));
  return { kind: 'search', base, scope, sizeLimit, typesOnly, condition, attributes };
}

function readModify(reader: BerReader): ModifyRequest {
  const dn = readText(reader);
  const changes = readList(reader, () => {
    reader.readSequence();
    const how = CHANGES[reader.readEnumeration() ?? 0] ?? 'add';
    reader.readSequence();
    const attribute = readText(reader);
    return { how, attribute, values: readList(reader, () => readBytes(reader)) };
  });
  return { kind: 'modify', dn, changes };
}

function readCompare(reader: BerReader): CompareRequest {
  const dn = readText(reader);
  reader.readSequence();
  return { kind: 'compare', dn, attribute: readText(reader), value: readBytes(reader) };
}

/** The paged results control among the message's controls, where there is one. */
function readPage(reader: BerReader): SearchRequest['page'] {
  if (reader.peek() !== CONTROLS) return undefined;
  const controls = readList(reader, () => {
    reader.readSequence();
    const end = reader.offset + reader.length;
    const oid = readText(reader);
    if (reader.peek() === 0x01) reader.readBoolean();
    return { oid, value: reader.offset < end ? readBytes(reader) : Buffer.alloc(0) };
  });
  const paged = controls.find((control) => control.oid === PAGED_RESULTS);
  if (!paged) return undefined;
  const inner = new BerReader(paged.value);
  inner.readSequence();
  return { size: inner.readInt() ?? 0, cookie: readBytes(inner).toString('utf8') };
}
