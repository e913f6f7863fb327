/** One cause of an event: what happened, how to tell it from the others, and where it is printed. */
export type Cause = {
  readonly id: string;
  readonly title: string;
  readonly howToTell: string;
  readonly remedy: string;
  readonly articles: readonly string[];
};

/** What is known of one event. */
export type KnownEvent = {
  readonly id: number;
  readonly title: string;
  /** The description as Event Viewer prints it; it serves to recognise an event whose source is missing. */
  readonly description: string;
  readonly meaning: string;
  readonly causes: readonly Cause[];
  readonly articles: readonly string[];
};

/** The three mistakes that one text stands for (domain.md 1.2). */
export const CAUSES_OF_7026 = {
  handMade: {
    id: 'hand-made-mailbox',
    title: 'The mailbox was made before the migration, without a MIGRATE proxy',
    howToTell:
      'The mailbox was created in the Admin program or by directory import, often to log on to it with a localised client first. It carries neither a MIGRATE nor an MS proxy of the MS Mail address.',
    remedy: 'Add the MIGRATE proxy by hand, or let a two-step migration make the mailboxes.',
    articles: ['Q242184'],
  },
  listEdited: {
    id: 'user-list-edited',
    title: 'The migrate: value was deleted from the user list',
    howToTell:
      'It was a two-step migration and the user list was edited: the column Secondary-Proxy-Addresses lacks migrate:MS:NETWORK/POSTOFFICE/MAILBOX for this user. In the directory it looks like a mailbox made by hand.',
    remedy: 'Put the value back into the list, or add the proxy by hand before step two.',
    articles: ['Q182665'],
  },
  converted: {
    id: 'converted-custom-recipient',
    title: 'A custom recipient was converted, and the wizard before SP1 forgot the MIGRATE proxy',
    howToTell:
      'A custom recipient with the same MS address was there before; the mailbox now holds that address as an MS proxy and has no MIGRATE proxy. Mlmig32.dll is 5.5.1960.3 (before SP1).',
    remedy: 'Use the SP1 wizard or later, which searches MS as well, or add the MIGRATE proxy.',
    articles: ['Q183312', 'Q242221'],
  },
} as const satisfies Record<string, Cause>;

/** Events of the source MSExchangeMig that can be explained. */
export const KNOWN_EVENTS: readonly KnownEvent[] = [
  {
    id: 7026,
    title: 'Migration aborted due to MAPI logon failure',
    description: 'Migration Aborted due to Mapi logon failure.',
    meaning:
      'The wizard could not find the mailbox into which it was to migrate a Microsoft Mail user. It is not about a password or a MAPI profile, and the text names neither the user nor the mailbox.',
    causes: Object.values(CAUSES_OF_7026),
    articles: ['Q242184', 'Q182665', 'Q183312'],
  },
];

export const knownEvent = (id: number): KnownEvent | undefined => KNOWN_EVENTS.find((known) => known.id === id);
