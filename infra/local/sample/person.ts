import type { DiagnosisKind } from '../../../lib/migration/rules.ts';

export type Site = 'LONDON' | 'MADRID';

/** Wizards that look in different ways (domain.md 1.3). */
export type SampleWizard = '5.0' | '5.5-rtm' | '5.5-sp1';

/**
 * One recipient of the sample organisation, the same in both directories. Whatever Exchange generates (SMTP, X.400, its
 * own MS address) is made from alias and site; only what is particular is said here.
 */
export type Person = {
  /** The rows of the decision table (domain.md 1.4) that this recipient stands for; none for the rest of the cast. */
  readonly rows: readonly string[];
  readonly kind: 'mailbox' | 'custom-recipient' | 'distribution-list' | 'account';
  readonly alias: string;
  readonly displayName: string;
  /** What the object is called in its container: the alias in Exchange 5.5, the display name in Active Directory. */
  readonly directoryName?: string;
  readonly site: Site;
  /** A container inside the site's Recipients container (5.5) or organisational unit (Active Directory). */
  readonly container?: string;
  /** Proxy addresses beside the generated ones, `TYPE:address`. */
  readonly proxies?: readonly string[];
  /** Where mail for a custom recipient goes, `TYPE:address`. */
  readonly target?: string;
  /** In Active Directory a custom recipient is a contact, or a user with a target address. */
  readonly mailUser?: true;
  readonly hidden?: true;
  /** None of the proxy addresses can be read. */
  readonly unreadable?: true;
  /** What one asks the bot, without `/migcheck`. */
  readonly ask: string;
  /** What the answer is, by wizard, asked with an account that sees everything. */
  readonly expect: Readonly<Record<SampleWizard, DiagnosisKind>>;
  readonly story: string;
};

/** The same answer whatever the wizard. */
export const always = (kind: DiagnosisKind): Person['expect'] => ({ '5.0': kind, '5.5-rtm': kind, '5.5-sp1': kind });
