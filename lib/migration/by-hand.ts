import type { MsAddress } from './address.ts';
import type { Fix } from './fix.ts';
import type { Recipient } from './recipient.ts';

/** One way out of a 7026 that a person can take without migcheck: a title, steps, and lines to copy. */
export type WayOut = {
  readonly title: string;
  readonly steps: readonly string[];
  readonly copy?: readonly string[];
  readonly articles: readonly string[];
};

/** Directory import doubles a backslash, escapes the multi-value sign, and quotes a field with a comma (xmt02025). */
function importField(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/%/g, '\\%');
  return /[",]/.test(escaped) ? `"${escaped.replace(/"/g, '""')}"` : escaped;
}

/** The directory import file that adds the value (Q146304, Q155594, Q182665); the server is left for the reader. */
export function importLines(mailbox: Recipient, fix: Fix): readonly string[] {
  const name = importField(mailbox.directoryName ?? mailbox.alias ?? '');
  return [
    'Obj-Class,Mode,Directory Name,Home-Server,Secondary-Proxy-Addresses',
    `Mailbox,Modify,${name},HOMESERVER,${importField(fix.value)}`,
  ];
}

/** RFC 2849: what is not a SAFE-STRING (or ends in a blank) is written in base64, so that it stays one line. */
function ldifLine(name: string, value: string): string {
  const isSafe = /^[\x20-\x7e]*$/.test(value) && !/^[ :<]| $/.test(value);
  return isSafe ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}

/** The change as LDIF for Active Directory: one value is added. */
export const ldif = (fix: Fix): readonly string[] => [
  ldifLine('dn', fix.dn),
  'changetype: modify',
  `add: ${fix.attribute}`,
  ldifLine(fix.attribute, fix.written),
  '-',
];

const inAdmin = (fix: Fix): WayOut => ({
  title: 'By hand in the Admin program',
  steps: [
    'Open the properties of the mailbox, E-mail Addresses, New, and choose Other Address.',
    `Address type MIGRATE, e-mail address ${fix.value.slice(fix.value.indexOf(':') + 1)}.`,
    'Leave every other address as it is.',
  ],
  articles: ['Q242184', 'Q151826'],
});

const byImport = (mailbox: Recipient, fix: Fix): WayOut => ({
  title: 'By directory import',
  steps: [
    'Export the mailbox first and keep the addresses it has in the same field, separated by %: whether Modify adds to them or replaces them is not documented.',
    'Put the home server in place of HOMESERVER.',
  ],
  copy: importLines(mailbox, fix),
  articles: ['Q146304', 'Q155594', 'Q182665'],
});

const byLdif = (fix: Fix): WayOut => ({
  title: 'By hand in Active Directory',
  steps: ['Add the value with ldifde -i -f FILE, or under E-mail Addresses, New, Custom Address (type migrate).'],
  copy: ldif(fix),
  articles: ['Q242184'],
});

/** How to add the value without migcheck. */
export const resolutionByHand = (mailbox: Recipient, fix: Fix): readonly WayOut[] =>
  fix.dialect === 'ad' ? [byLdif(fix)] : [inAdmin(fix), byImport(mailbox, fix)];

/** The resolution while nobody has been named: the same steps with the parts of the address left open. */
export const resolutionInGeneral: WayOut = {
  title: 'Resolution: give the mailbox its MIGRATE proxy',
  steps: [
    'Name the person to migcheck: where one value is missing, it proposes exactly that value.',
    'Or by hand in the Admin program: E-mail Addresses, New, Other Address, type MIGRATE, address MS:NETWORK/POSTOFFICE/MAILBOX.',
    'Or by directory import with the line below; export the mailbox first and keep the addresses it has in the same field.',
  ],
  copy: [
    'Obj-Class,Mode,Directory Name,Home-Server,Secondary-Proxy-Addresses',
    'Mailbox,Modify,DIRECTORYNAME,HOMESERVER,migrate:MS:NETWORK/POSTOFFICE/MAILBOX',
  ],
  articles: ['Q242184', 'Q182665', 'Q146304'],
};

/** The workaround of Q242184, and what it does to a custom recipient. */
export const twoStepMigration: WayOut = {
  title: 'Workaround: the two-step migration',
  steps: [
    'Before any mailbox is made by hand, run the wizard with a user list, select "Information to create mailboxes" and nothing else: it makes the mailboxes with their MIGRATE proxies.',
    'A custom recipient for the same MS Mail user is removed, and its MS address becomes a secondary MS address of the new mailbox.',
    'Keep the migrate: values in the column Secondary-Proxy-Addresses of the user list.',
    'Run the wizard a second time with the same list and import the data.',
  ],
  articles: ['Q242184', 'Q182665'],
};

/** Mailboxes in another language: the case that Q242184 is about. */
export const localizedMailboxes: WayOut = {
  title: 'Localised mailboxes',
  steps: [
    'Create the mailboxes in step one, log on to each once with the localised client so that its folders take their names, then import in step two.',
    'Never delete and recreate a mailbox to change its language: the MIGRATE proxy goes with it.',
  ],
  articles: ['Q242184'],
};

/** What has to happen between the fix and the next run of the wizard. */
export const afterTheFix: WayOut = {
  title: 'After the fix',
  steps: [
    "Wait until the wizard's server has received the change (directory replication, or Update Now).",
    'The information store reads the directory again every 120 minutes by default; restart it, or wait.',
    'Run the wizard again for this user.',
  ],
  articles: ['Q199309', 'Q251152'],
};

/** What else ends in a 7026 when the address is right (domain.md 1.4, row 13), in the order in which to look. */
export const otherCauses = (source: MsAddress): WayOut => ({
  title: 'When the proxy is right and 7026 appears all the same',
  steps: [
    `Does the wizard migrate ${source.network}/${source.postOffice}/${source.mailbox}, exactly this address?`,
    "Has the wizard's server received the proxy (directory replication)?",
    'Has the information store read the directory since (120 minutes by default, Q199309)?',
    'Does the account have Permissions Admin at organisation, site and configuration (Q255888)?',
    "Are the mailbox's home server and its private information store running?",
    'Can the account read Emsui32.dll, so that a profile can be built (Q164849)?',
  ],
  articles: ['Q199309', 'Q255888', 'Q164849', 'Q162833'],
});
