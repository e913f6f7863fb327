import { normalDn } from '../../../lib/migration/dn.ts';
import type { Dialect } from '../../../lib/migration/recipient.ts';
import { type Account, authenticate, type Client } from './account.ts';
import { ANSWER_TAG, writeAnswer, writeExtended, writeResult } from './answer.ts';
import { type Entries, type Entry, sameValue, valuesOf } from './entry.ts';
import type { Fault, Faults } from './faults.ts';
import { modify } from './modify.ts';
import type { BindRequest, CompareRequest, ModifyRequest, Request, SearchRequest } from './request.ts';
import { RESULT, type Result, SUCCESS } from './result.ts';
import { type OpenPages, search } from './search.ts';

/** What all connections share. */
export type House = {
  readonly dialect: Dialect;
  readonly entries: Entries;
  readonly accounts: readonly Account[];
  readonly faults: Faults;
  /** The most entries in one answer or page; Exchange 5.5 has 100, Active Directory 1000. */
  readonly sizeLimit: number;
  readonly anonymous: 'allowed' | 'refused';
  /** Every request, as it came. */
  readonly requests: Request[];
};

/** One connection: who is bound on it, and what it has half read. */
export type Visitor = { client: Client | undefined; readonly open: OpenPages; isSecure: boolean };

export type Reply = { readonly bytes?: Buffer; readonly next?: 'tls' | 'reset' };

type Heard = { readonly id: number; readonly request: Request };
type Open = House & { readonly hasTls: boolean };

const START_TLS = '1.3.6.1.4.1.1466.20037';

/** Does what was asked, unless a fault is waiting for it. */
export function answerTo(heard: Heard, visitor: Visitor, house: Open): Reply {
  house.requests.push(heard.request);
  const fault = faultFor(heard.request, house.faults);
  if (fault && 'code' in fault) return coded(heard, fault.code);
  if (fault?.what === 'silence') return {};
  if (fault?.what === 'reset') return { next: 'reset' };
  const reply = done(heard, visitor, { ...house, emptyPage: fault?.what === 'empty-page' });
  if (fault?.what === 'silence-after') return {};
  return fault?.what === 'reset-after' ? { next: 'reset' } : reply;
}

/** The root DSE is read by every client that connects; faults wait for what is asked after that. */
function faultFor(request: Request, faults: Faults): Fault | undefined {
  if (request.kind === 'search' && request.base === '' && request.scope === 'base') return undefined;
  return faults.take(request.kind, request.kind === 'search' && request.page !== undefined);
}

function coded({ id, request }: Heard, code: number): Reply {
  const tag = request.kind in ANSWER_TAG ? ANSWER_TAG[request.kind as keyof typeof ANSWER_TAG] : ANSWER_TAG.extended;
  return { bytes: writeResult(id, tag, { code, message: 'a fault put here on purpose' }) };
}

function done({ id, request }: Heard, visitor: Visitor, house: Open & { emptyPage: boolean }): Reply {
  switch (request.kind) {
    case 'bind':
      return { bytes: writeResult(id, ANSWER_TAG.bind, bind(request, visitor, house)) };
    case 'search':
      return { bytes: writeAnswer(id, searchFor(request, visitor, house)) };
    case 'modify':
      return { bytes: writeResult(id, ANSWER_TAG.modify, modifyFor(request, visitor, house)) };
    case 'compare':
      return { bytes: writeResult(id, ANSWER_TAG.compare, compareFor(request, visitor, house)) };
    case 'extended':
      return startTls(id, request.oid, { isPossible: house.hasTls && !visitor.isSecure });
    case 'unbind':
    case 'abandon':
      return {};
    case 'unsupported':
      return {
        bytes: writeResult(id, answerTag(request.tag), { code: RESULT.unwillingToPerform, message: 'not here' }),
      };
    default:
      return request satisfies never;
  }
}

/** Each answer's tag follows its request's: 0x68 add, 0x69 its answer; a deletion (0x4a) has no parts, its answer has. */
const answerTag = (tag: number): number => (tag === 0x4a ? 0x6b : tag + 1);

function bind({ name, password }: BindRequest, visitor: Visitor, house: House): Result {
  visitor.client = undefined;
  if (password === undefined) return { code: RESULT.authMethodNotSupported };
  if (name === '' && password === '')
    return house.anonymous === 'allowed' ? SUCCESS : { code: RESULT.insufficientAccessRights };
  visitor.client = authenticate(house.accounts, name, password);
  return visitor.client ? SUCCESS : { code: RESULT.invalidCredentials };
}

function searchFor(request: SearchRequest, visitor: Visitor, house: House & { emptyPage: boolean }) {
  const isRootDse = request.base === '' && request.scope === 'base';
  if (!isRootDse && !visitor.client && house.anonymous === 'refused') return { entries: [], result: notBound(house) };
  const isVisible = (entry: Entry): boolean => sees(visitor, entry, house.dialect);
  return search(request, { ...house, isVisible, open: visitor.open });
}

const notBound = ({ dialect }: House): Result => ({
  code: dialect === 'ad' ? RESULT.operationsError : RESULT.insufficientAccessRights,
  message: 'a successful bind must be completed on the connection',
});

/** Q185475: an entry hidden from the address book is hidden from LDAP too, unless the bind name has `cn=Admin`. */
const sees = ({ client }: Visitor, entry: Entry, dialect: Dialect): boolean =>
  dialect === 'ad' ||
  client?.seesHidden === true ||
  !valuesOf(entry, 'Hide-From-Address-Book').some((value) => sameValue(value, 'TRUE'));

function modifyFor(request: ModifyRequest, visitor: Visitor, house: House): Result {
  const entry = house.entries.get(normalDn(request.dn));
  if (!entry || !sees(visitor, entry, house.dialect)) return { code: RESULT.noSuchObject };
  return visitor.client?.mayWrite ? modify(house.entries, request) : { code: RESULT.insufficientAccessRights };
}

function compareFor(request: CompareRequest, visitor: Visitor, house: House): Result {
  const entry = house.entries.get(normalDn(request.dn));
  if (!entry || !sees(visitor, entry, house.dialect)) return { code: RESULT.noSuchObject };
  const values = valuesOf(entry, request.attribute);
  if (values.length === 0) return { code: RESULT.noSuchAttribute };
  return { code: values.some((value) => sameValue(value, request.value)) ? RESULT.compareTrue : RESULT.compareFalse };
}

function startTls(id: number, oid: string, { isPossible }: { isPossible: boolean }): Reply {
  if (oid !== START_TLS || !isPossible) return { bytes: writeExtended(id, { code: RESULT.protocolError }) };
  return { bytes: writeExtended(id, SUCCESS), next: 'tls' };
}
