/** What the wizard will make of a recipient, in one word for machines. */
export type DiagnosisKind =
  | 'found-by-migrate'
  | 'found-by-ms'
  | 'found-by-alias'
  | 'missing-migrate'
  | 'conflict'
  | 'held-by-another'
  | 'ambiguous'
  | 'custom-recipient-only'
  | 'no-recipient'
  | 'alias-mismatch'
  | 'source-unknown'
  | 'several-recipients'
  | 'not-visible';

/** A sentence of Microsoft's knowledge: what it says, what to do, where it is printed, and what of it is inference. */
export type Rule = {
  readonly kind: DiagnosisKind;
  /** Will the wizard find the mailbox? `unclear`: it depends on something the directory does not show. */
  readonly found: 'yes' | 'no' | 'unclear';
  readonly says: string;
  readonly todo: string;
  readonly articles: readonly string[];
  /** The part that no article prints, where there is one. */
  readonly inference?: string;
};

/** The rows of the decision table (domain.md 1.4), and what comes before them. */
export const RULES = {
  'no-recipient': {
    kind: 'no-recipient',
    found: 'unclear',
    says: 'There is neither a mailbox nor a custom recipient to import into. With "Information to create mailboxes" selected the wizard makes the mailbox with its MIGRATE proxy; with it cleared there is nothing to import into, and the run ends in 7026 (or 8074, 8124 and 8002 when files are imported).',
    todo: 'Select "Information to create mailboxes", or create the mailbox and check it again.',
    articles: ['Q242184', 'Q182665', 'Q256199'],
    inference: 'That the direct MS Mail path ends in 7026 is inferred; Q256199 prints the events of the file path.',
  },
  'several-recipients': {
    kind: 'several-recipients',
    found: 'unclear',
    says: 'Several recipients go by this name.',
    todo: 'Choose one, or ask again by alias, SMTP address or distinguished name.',
    articles: ['Q182503'],
  },
  'not-visible': {
    kind: 'not-visible',
    found: 'unclear',
    says: 'Not one proxy address of this mailbox can be read, so a missing MIGRATE proxy proves nothing: the attribute may be hidden from this account.',
    todo: 'Exchange 5.5: bind with a name that ends in cn=Admin, and make the attribute visible under DS Site Configuration, Attributes. Active Directory: grant the account read access to proxyAddresses.',
    articles: ['Q196491', 'Q185475'],
  },
  'custom-recipient-before-sp1': {
    kind: 'custom-recipient-only',
    found: 'no',
    says: 'There is only a custom recipient. The wizard converts it into the mailbox but forgets the MIGRATE proxy, so the mailbox appears and the data phase ends in 7026.',
    todo: 'Use the SP1 wizard or later; or let it create the mailbox, check again, add the MIGRATE proxy and run the data phase once more. A custom recipient in another container or site is not converted: move or remove it on its home site first, and wait for replication.',
    articles: ['Q183312', 'Q162833'],
    inference:
      'For 5.5, what happens to a custom recipient of another container or site is inferred from Q162833 (4.0, 5.0).',
  },
  'custom-recipient-from-sp1': {
    kind: 'custom-recipient-only',
    found: 'unclear',
    says: 'There is only a custom recipient. The wizard converts it into the mailbox, keeps its MS address as a secondary address and finds the data by it, if the custom recipient stands in the Recipients container and the site in which the mailbox will be made.',
    todo: 'Create the mailbox through the wizard, in the container of the custom recipient. One in another container or site is not converted: move or remove it on its home site first, wait for replication, then run the wizard.',
    articles: ['Q183312', 'Q242184', 'Q162833'],
    inference:
      'For 5.5, what happens to a custom recipient of another container or site is inferred from Q162833 (4.0, 5.0).',
  },
  'custom-recipient-by-alias': {
    kind: 'custom-recipient-only',
    found: 'no',
    says: 'There is only a custom recipient; this wizard looks for a mailbox by its alias, and a custom recipient is none.',
    todo: 'Let the wizard create the mailbox in the container of the custom recipient.',
    articles: ['Q242184', 'Q162833'],
    inference: 'No article describes this case for 4.0 and 5.0 in full.',
  },
  'source-unknown': {
    kind: 'source-unknown',
    found: 'unclear',
    says: 'Nothing in the directory shows from which MS Mail address this mailbox is to be migrated. A mailbox made by hand holds only the MS address that Exchange generated, and that is never the source.',
    todo: 'Enter the MS Mail address: network, post office and mailbox name as the MS Mail Administrator shows them.',
    articles: ['Q242184', 'Q198898'],
  },
  'source-disagrees': {
    kind: 'source-unknown',
    found: 'unclear',
    says: 'The directory shows more than one MS Mail address from which this mailbox could be migrated.',
    todo: 'Choose the one that the wizard will migrate.',
    articles: ['Q164456', 'Q156545'],
  },
  conflict: {
    kind: 'conflict',
    found: 'no',
    says: 'A custom recipient holds the source address beside the mailbox, so there are two candidates. The Admin program would refuse the address a second time; LDAP would write the duplicate.',
    todo: 'A person has to decide: keep the mailbox, delete the custom recipient first, then add the MIGRATE proxy (and the MS address if mail must still arrive); or delete the hand-made mailbox and let the wizard convert the custom recipient.',
    articles: ['Q168367', 'Q294351', 'Q162833'],
    inference: 'What the wizard makes of the two is inferred from these articles and the 5.5 SP1 migration guide.',
  },
  'held-by-another': {
    kind: 'held-by-another',
    found: 'no',
    says: 'Another recipient holds the source address: the wizard would take that one, and the data would land in the wrong place.',
    todo: 'Clear up the other recipient first; nothing is added while it holds the address.',
    articles: ['Q263460', 'Q251152'],
    inference: 'Inferred from the uniqueness rule of these articles and the 5.5 SP1 migration guide.',
  },
  ambiguous: {
    kind: 'ambiguous',
    found: 'unclear',
    says: 'Several recipients hold the source address. Exchange wants each address once in the organisation, but duplicates arise through LDAP writes and before replication.',
    todo: 'Find all of them (the hidden ones, too) and leave the address on one.',
    articles: ['Q251152', 'KB302757'],
    inference: 'Which of them the wizard would take is not documented.',
  },
  'found-by-migrate': {
    kind: 'found-by-migrate',
    found: 'yes',
    says: 'The mailbox carries the MIGRATE proxy of its source address: the wizard will find it.',
    todo: 'Nothing.',
    articles: ['Q242184'],
  },
  'found-by-migrate-unconfirmed': {
    kind: 'found-by-migrate',
    found: 'unclear',
    says: 'The wizard would find this mailbox for the address in its MIGRATE proxy, but no second source confirms that this is the address the user is migrated from. A MIGRATE proxy of an earlier attempt looks just the same.',
    todo: 'Compare it with the MS Mail Administrator, and ask again with the address, or enter it here.',
    articles: ['Q242184', 'Q182665'],
  },
  'found-by-ms': {
    kind: 'found-by-ms',
    found: 'yes',
    says: 'The mailbox has no MIGRATE proxy of its source address, but holds the address as an MS proxy, and this wizard searches MS as well as MIGRATE.',
    todo: 'Nothing is needed. A MIGRATE proxy beside it does no harm.',
    articles: ['Q183312', 'Q242221'],
    inference: 'That the MS address has to equal the source address exactly is inferred.',
  },
  'missing-migrate': {
    kind: 'missing-migrate',
    found: 'no',
    says: 'The wizard looks for the mailbox whose MIGRATE proxy is the source address, and this mailbox has none: the run ends in 7026.',
    todo: 'Add the MIGRATE proxy.',
    articles: ['Q242184', 'Q182665'],
  },
  'missing-migrate-own-ms': {
    kind: 'missing-migrate',
    found: 'no',
    says: 'The mailbox has neither a MIGRATE nor an MS proxy of the source address: the wizard, which searches both, does not find it, and the run ends in 7026. The MS address that Exchange generated is another one.',
    todo: 'Add the MIGRATE proxy.',
    articles: ['Q242184', 'Q182665', 'Q183312'],
    inference: 'That the MS search does not help, since the generated address differs from the source, is inferred.',
  },
  'missing-migrate-converted': {
    kind: 'missing-migrate',
    found: 'no',
    says: 'The mailbox holds the source address as an MS proxy, as a converted custom recipient does, but has no MIGRATE proxy, and the wizard before SP1 searches MIGRATE alone: the run ends in 7026.',
    todo: 'Add the MIGRATE proxy, or use the SP1 wizard or later, which finds the MS address.',
    articles: ['Q183312', 'Q242221'],
  },
  'found-by-alias': {
    kind: 'found-by-alias',
    found: 'yes',
    says: 'This wizard finds the mailbox by its alias, and the alias is the MS Mail mailbox name. The mailbox has to stand in the container chosen in the wizard.',
    todo: 'Choose the container of the mailbox in the wizard.',
    articles: ['Q242184', 'Q152330'],
  },
  'found-by-alias-unconfirmed': {
    kind: 'found-by-alias',
    found: 'unclear',
    says: 'The alias is the mailbox name in the MIGRATE proxy that is there already, but no second source confirms that the user is migrated from this address.',
    todo: 'Compare it with the MS Mail Administrator, and ask again with the address, or enter it here.',
    articles: ['Q242184', 'Q152330'],
  },
  'alias-mismatch': {
    kind: 'alias-mismatch',
    found: 'no',
    says: 'This wizard finds the mailbox by its alias, and the alias is not the MS Mail mailbox name: the run ends in 7017 (4.0: 147), not in 7026.',
    todo: 'Two-step migration with a user list: Mode blank, Common-Name set to the mailbox\'s Directory Name, "Information to create mailboxes" cleared, no NT account. Or make alias and MS Mail mailbox name equal.',
    articles: ['Q186742', 'Q152330', 'Q242184'],
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

export const ruleOf = (name: RuleName): Rule => RULES[name];
