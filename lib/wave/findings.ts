/** A sentence about a list: what it says, what to do, where it is printed. */
type Remark = {
  /** The wizard does not bring this person over as the list stands; otherwise it is worth a look. */
  readonly fails: boolean;
  readonly says: string;
  readonly todo: string;
  readonly articles: readonly string[];
};

const KEEP = 'Take the file as the wizard wrote it, and edit a copy.';

/** What can be wrong with a list (domain.md 4.2, 4.5). */
export const REMARKS = {
  'post-office-lines': {
    fails: true,
    says: 'The header does not stand on line 3: the two lines in front of it hold the data of the post office, and the wizard needs them.',
    todo: `Put the first two lines of the wizard's own file back. ${KEEP}`,
    articles: ['E2K-migsysp'],
  },
  'column-order': {
    fails: true,
    says: 'The first five columns are not SFS_UserName, SFS_FullName, MigrateUser, Obj-Class, Mode.',
    todo: 'Put them back in this order; others may follow in any.',
    articles: ['E2K-migsysp', 'Q150438'],
  },
  'no-migrate-column': {
    fails: true,
    says: 'There is no column Secondary-Proxy-Addresses, so nobody gets a MIGRATE proxy, and the second step ends in 7026.',
    todo: `Put the column back, with migrate:MS:NETWORK/POSTOFFICE/MAILBOX for everybody. ${KEEP}`,
    articles: ['Q182665'],
  },
  'field-count': {
    fails: true,
    says: 'The line does not have as many fields as the header.',
    todo: 'Put lost commas back at the end; quote a field that holds a comma.',
    articles: ['Q188649'],
  },
  'migrate-missing': {
    fails: true,
    says: 'The migrate: value was removed from Secondary-Proxy-Addresses: the second step ends in 7026.',
    todo: 'Put migrate:MS:NETWORK/POSTOFFICE/MAILBOX back.',
    articles: ['Q182665'],
  },
  'migrate-unreadable': {
    fails: true,
    says: 'The migrate: value is not in the form migrate:MS:NETWORK/POSTOFFICE/MAILBOX.',
    todo: 'Write it in that form.',
    articles: ['Q182665'],
  },
  'migrate-other-user': {
    fails: true,
    says: 'The migrate: value names another mailbox than SFS_UserName.',
    todo: 'Write the mailbox of SFS_UserName; that column is never changed.',
    articles: ['Q182665', 'Q150438'],
  },
  'other-post-office': {
    fails: true,
    says: 'The migrate: value names another post office than most of the file, which the wizard wrote for one.',
    todo: 'Find out which post office is right, and make them the same throughout.',
    articles: ['Q182665'],
  },
  'no-user-name': {
    fails: true,
    says: 'SFS_UserName is empty.',
    todo: `Put the mailbox name back. ${KEEP}`,
    articles: ['Q150438'],
  },
  twice: {
    fails: true,
    says: 'The same person stands on another line as well.',
    todo: 'Leave one of the lines.',
    articles: ['Q251152'],
  },
  'migrate-user': {
    fails: false,
    says: 'MigrateUser is neither Y nor N; the line is taken for Y.',
    todo: 'Write Y or N.',
    articles: ['Q150438'],
  },
  'object-class': {
    fails: true,
    says: 'Obj-Class is none of mailbox, remote and dl.',
    todo: 'Write mailbox.',
    articles: ['Q150438', 'Q146304'],
  },
  mode: {
    fails: true,
    says: 'Mode is none of Create, Modify, Update and Delete.',
    todo: 'Write Create, or leave it blank for a mailbox that is there already.',
    articles: ['Q146304', 'Q186742'],
  },
  'line-break': {
    fails: true,
    says: 'There is a line break inside a field.',
    todo: 'Take it out.',
    articles: ['Q155594'],
  },
  'cut-at-255': {
    fails: true,
    says: 'A field has exactly 255 characters, where Excel cuts.',
    todo: 'Compare it with the file of the wizard, and do not save that in Excel.',
    articles: ['Q155414'],
  },
  'over-255': {
    fails: false,
    says: 'A field has more than 255 characters: Excel cuts it when it saves the file.',
    todo: 'Use another editor.',
    articles: ['Q155414'],
  },
  'schedule-account': {
    fails: false,
    says: 'ADMINSCH is not migrated.',
    todo: 'Nothing.',
    articles: ['MPOLI-xmg04022'],
  },
  'other-system': {
    fails: false,
    says: 'The address is of another mail system than MS Mail; it is not checked.',
    todo: 'Look for a mailbox that holds this address under its own type or under MIGRATE.',
    articles: ['MPOLI-xmg02003'],
  },
  'no-directory-line': {
    fails: false,
    says: 'There are messages for this address, and no line of a DIRECTORY section has it: they need a mailbox or a custom recipient that is there already.',
    todo: 'See the verdict on the person.',
    articles: ['Q256199', 'MPOLI-xmgab014'],
  },
  'no-question': {
    fails: true,
    says: 'Nobody can be asked for by this line.',
    todo: 'Write one person a line: an alias, a display name, an SMTP address, a distinguished name, or MS:NETWORK/POSTOFFICE/MAILBOX.',
    articles: [],
  },
  'create-of-existing': {
    fails: true,
    says: 'Mode is Create, and the mailbox is there already under another name: the wizard does not bring the two together.',
    todo: 'Leave Mode blank, set Common-Name to the Directory Name of the mailbox, clear "Information to create mailboxes", and make no NT account.',
    articles: ['Q186742'],
  },
  'common-name': {
    fails: true,
    says: 'Mode is not Create, and Common-Name is not the Directory Name of the mailbox: the wizard would make a new object of that name.',
    todo: 'Set Common-Name to the Directory Name of the mailbox.',
    articles: ['Q146304', 'Q186742'],
  },
} as const satisfies Record<string, Remark>;

export type FindingKind = keyof typeof REMARKS;

/** What would mend it: a cell and its new content. */
export type Mend = { readonly column: string; readonly cell: string };

/** Something wrong with one line of a list. */
export type Finding = {
  readonly line: number;
  readonly what: FindingKind;
  /** The words of the file it is about. */
  readonly detail?: string;
  /** Absent where a person has to decide. */
  readonly mends?: readonly Mend[];
};

export const remarkOn = ({ what }: Pick<Finding, 'what'>): Remark => REMARKS[what];
