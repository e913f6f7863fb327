/** A Microsoft Mail address, `NETWORK/POSTOFFICE/MAILBOX`, each part as its source shows it (Q116466). */
export type MsAddress = { readonly network: string; readonly postOffice: string; readonly mailbox: string };

/** A network and a post office: where an MS Mail address lives. */
export type PostOffice = Pick<MsAddress, 'network' | 'postOffice'>;

/** One proxy address. The case of `type` is meaning: upper case is the primary of its type (Q153028, Q157007). */
export type ProxyAddress = { readonly type: string; readonly address: string };

/** The MIGRATE proxy as Q182665 prints it. The other forms in the articles are for other mail systems. */
export const MIGRATE_TEMPLATE = 'migrate:MS:{network}/{postoffice}/{mailbox}';

/** What is wrong with an address that a person typed, in words that say what to type instead. */
export type AddressProblem = { readonly problem: string };

const FORM = 'write it as MS:NETWORK/POSTOFFICE/MAILBOX, for example MS:CORP/PO1/JDOE';
/** Q116466, Q193842: the "10/10/10" scheme. Holds for what a person types, never for what a directory holds. */
const LONGEST_PART = 10;
/** Q91044: what one of MS Mail's own tools refuses in a network or post office. Exchange itself generates `-`. */
const UNUSUAL_IN_POST_OFFICE = /[~`!@#$%^&*()_+={[}\]|\\:;"'<,>.?\s]/;

/** Q199676: what the MS Mail Administrator refuses in a mailbox name (ASCII 1–47, 58–64, 91–96, 123–127). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the article counts the control characters among them
const ILLEGAL_IN_MAILBOX = /[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]/;

/**
 * Reads one proxy address of either dialect: `TYPE:address` or `TYPE$address`. The first separator counts; the rest
 * may hold the other (`migrate$MS:NET/PO/USER`). Undefined when there is no type.
 */
export function parseProxyAddress(text: string): ProxyAddress | undefined {
  const sign = separatorIn(text);
  return sign > 0 ? { type: text.slice(0, sign).trim(), address: text.slice(sign + 1) } : undefined;
}

function separatorIn(text: string): number {
  const colon = text.indexOf(':');
  const dollar = text.indexOf('$');
  return colon < 0 || dollar < 0 ? Math.max(colon, dollar) : Math.min(colon, dollar);
}

/**
 * Text as one piece: what a template makes keeps its pieces until a letter of it is read, and a wave keeps hundreds of
 * thousands.
 */
export function inOnePiece(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** `TYPE:address`, the form that people and Active Directory use. */
export const proxyText = ({ type, address }: ProxyAddress): string => inOnePiece(`${type}:${address}`);

const SMALL = /\p{Changes_When_Uppercased}/u;

/** Upper-case type: the address of its type that the recipient writes from (Q153028). */
export const isPrimary = (proxy: ProxyAddress): boolean => !SMALL.test(proxy.type);

export const isOfType = (proxy: ProxyAddress, type: string): boolean =>
  proxy.type.length === type.length && sameText(proxy.type, type);

/** Both directories match addresses without regard to case; their case is kept when one is written. */
export const sameText = (a: string, b: string): boolean =>
  a === b || (!beginOrEndOtherwise(a, b) && a.toLowerCase() === b.toLowerCase());

/** Most texts that differ do so in the first or the last letter, and are told apart without being written small. */
const beginOrEndOtherwise = (a: string, b: string): boolean =>
  areOthers(a.charCodeAt(0), b.charCodeAt(0)) || areOthers(a.charCodeAt(a.length - 1), b.charCodeAt(b.length - 1));

const CASE = 0x20;

/** Outside of ASCII a letter may be small in another place. */
const areOthers = (a: number, b: number): boolean => a < 0x80 && b < 0x80 && (a | CASE) !== (b | CASE);

/** The same type, primary or not, and the same address. */
export const sameProxy = (a: ProxyAddress, b: ProxyAddress): boolean =>
  isOfType(a, b.type) && sameText(a.address, b.address);

export const sameMsAddress = (a: MsAddress, b: MsAddress): boolean =>
  sameText(a.mailbox, b.mailbox) && samePostOffice(a, b);

export const samePostOffice = (a: PostOffice, b: PostOffice): boolean =>
  sameText(a.network, b.network) && sameText(a.postOffice, b.postOffice);

/** `NETWORK/POSTOFFICE/MAILBOX`, without a type. */
export const writeMsAddress = ({ network, postOffice, mailbox }: MsAddress): string =>
  inOnePiece(`${network}/${postOffice}/${mailbox}`);

/**
 * Reads `NET/PO/USER` as a directory holds it: three parts, none empty. Lengths are not enforced, since real
 * directories hold longer ones. Undefined for anything else (an AppleTalk `MSA` address, say).
 */
export function readMsAddress(text: string): MsAddress | undefined {
  const first = text.indexOf('/');
  const second = text.indexOf('/', first + 1);
  const isWhole = first > 0 && second > first + 1 && second < text.length - 1 && !text.includes('/', second + 1);
  if (!isWhole) return undefined;
  return { network: text.slice(0, first), postOffice: text.slice(first + 1, second), mailbox: text.slice(second + 1) };
}

/** The MS Mail address inside a proxy of type MS. */
export const msAddressOf = (proxy: ProxyAddress): MsAddress | undefined =>
  isOfType(proxy, 'MS') ? readMsAddress(proxy.address) : undefined;

/** True for a proxy of type MS with this address in it. */
export const isMsProxyOf = (proxy: ProxyAddress, address: MsAddress): boolean =>
  isOfType(proxy, 'MS') && isWritten(proxy.address, address);

/** True for a proxy, MS or MIGRATE, that names this address. */
export const namesMsAddress = (proxy: ProxyAddress, address: MsAddress): boolean =>
  isMsProxyOf(proxy, address) || isWritten(migratedText(proxy) ?? '', address);

/** Whether a text is this address. Hardly any is, so that it is not taken apart before it looks like it. */
function isWritten(text: string, address: MsAddress): boolean {
  if (areOthers(text.charCodeAt(0), address.network.charCodeAt(0))) return false;
  if (areOthers(text.charCodeAt(text.length - 1), address.mailbox.charCodeAt(address.mailbox.length - 1))) return false;
  const written = readMsAddress(text);
  return written !== undefined && sameMsAddress(written, address);
}

/**
 * Reads an MS Mail address as a person types it: `MS:NET/PO/USER`, `migrate:MS:NET/PO/USER`, `NET/PO/USER`, any case
 * of the type, brackets allowed (`[MS:net/po/mbx]`, Q116466). Lengths and the mailbox's characters are enforced.
 */
export function parseMsAddress(text: string): MsAddress | AddressProblem {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/s, '$1')
    .replace(/^migrate[:$]/i, '')
    .replace(/^ms[:$]/i, '');
  const address = readMsAddress(bare);
  if (!address) return { problem: `An MS Mail address has three parts: ${FORM}.` };
  const long = [address.network, address.postOffice, address.mailbox].find((part) => part.length > LONGEST_PART);
  if (long) return { problem: `"${long}" is longer than the ten characters MS Mail allows (Q116466): ${FORM}.` };
  if (ILLEGAL_IN_MAILBOX.test(address.mailbox))
    return { problem: `"${address.mailbox}" has a character no MS Mail mailbox can have (Q199676): ${FORM}.` };
  if (hasUnseen(address))
    return { problem: `The address holds a character that cannot be seen. Type it by hand: ${FORM}.` };
  return address;
}

/**
 * True for an address with a character that cannot be seen: it would be written unseen, and the wizard would not find
 * the mailbox by it.
 */
export const hasUnseen = (address: MsAddress): boolean => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(writeMsAddress(address));

/** True for a network or post office that is worth a second look; such an address is taken all the same. */
export const isUnusual = ({ network, postOffice }: PostOffice): boolean =>
  UNUSUAL_IN_POST_OFFICE.test(network) || UNUSUAL_IN_POST_OFFICE.test(postOffice);

export const isProblem = <T extends object>(value: T | AddressProblem): value is AddressProblem => 'problem' in value;

/**
 * The MIGRATE proxy by which the wizard finds the mailbox of an MS Mail user (Q182665, Q242184).
 * `template` is `TYPE:` followed by text with {network}, {postoffice} and {mailbox}.
 */
export function migrateProxy(source: MsAddress, template: string = MIGRATE_TEMPLATE): ProxyAddress {
  // A wave asks for it a million times, nearly always in this form.
  if (template === MIGRATE_TEMPLATE) return { type: 'migrate', address: `MS:${writeMsAddress(source)}` };
  const parts: Record<string, string> = {
    '{network}': source.network,
    '{postoffice}': source.postOffice,
    '{mailbox}': source.mailbox,
  };
  const text = template.replace(/\{(?:network|postoffice|mailbox)\}/g, (part) => parts[part] ?? part);
  const proxy = parseProxyAddress(text);
  if (!proxy) throw new Error(`The MIGRATE template "${template}" has no type`);
  return proxy;
}

/** A proxy of type MIGRATE, whatever mail system it names. */
export const isMigrateProxy = (proxy: ProxyAddress): boolean => isOfType(proxy, 'MIGRATE');

/** The MS Mail address that a MIGRATE proxy names, with or without the inner `MS:`. Undefined for other systems. */
export function migratedFrom(proxy: ProxyAddress): MsAddress | undefined {
  const text = migratedText(proxy);
  return text === undefined ? undefined : readMsAddress(text);
}

function migratedText(proxy: ProxyAddress): string | undefined {
  if (!isMigrateProxy(proxy)) return undefined;
  const inner = parseProxyAddress(proxy.address);
  if (!inner) return proxy.address;
  return isOfType(inner, 'MS') ? inner.address : undefined;
}
