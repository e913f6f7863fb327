import type { Cause } from './entry.ts';

/** The three mistakes that one text stands for (Q242184, Q182665, Q183312). */
export const CAUSES_OF_7026 = {
  handMade: {
    id: 'hand-made-mailbox',
    title: 'The mailbox was made before the migration, without a MIGRATE proxy',
    howToTell:
      'The mailbox was created in the Admin program or by directory import, often to log on to it with a localised client first. It carries neither a MIGRATE nor an MS proxy of the MS Mail address.',
    remedy: ['Add the MIGRATE proxy by hand, or let a two-step migration make the mailboxes.'],
    articles: ['Q242184'],
  },
  listEdited: {
    id: 'user-list-edited',
    title: 'The migrate: value was deleted from the user list',
    howToTell:
      'It was a two-step migration and the user list was edited: the column Secondary-Proxy-Addresses lacks migrate:MS:NETWORK/POSTOFFICE/MAILBOX for this user. In the directory it looks like a mailbox made by hand.',
    remedy: ['Put the value back into the list, or add the proxy by hand before step two.'],
    articles: ['Q182665'],
  },
  converted: {
    id: 'converted-custom-recipient',
    title: 'A custom recipient was converted, and the wizard before SP1 forgot the MIGRATE proxy',
    howToTell:
      'A custom recipient with the same MS address was there before; the mailbox now holds that address as an MS proxy and has no MIGRATE proxy. Mlmig32.dll is 5.5.1960.3 (before SP1).',
    remedy: ['Use the SP1 wizard or later, which searches MS as well, or add the MIGRATE proxy.'],
    articles: ['Q183312', 'Q242221'],
  },
} as const satisfies Record<string, Cause>;
