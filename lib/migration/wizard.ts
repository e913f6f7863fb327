/** Versions of the Migration Wizard that look a mailbox up differently (Q242184, Q183312, Q186742). */
export const WIZARD_VERSIONS = [
  '4.0',
  '5.0',
  '5.5-rtm',
  '5.5-sp1',
  '5.5-sp2',
  '5.5-sp3',
  '5.5-sp4',
  '2000',
  'unknown',
] as const;

export type WizardVersion = (typeof WIZARD_VERSIONS)[number];

/**
 * How a wizard looks the mailbox up: by alias (4.0, 5.0), by MIGRATE alone (5.5 before SP1), or by MIGRATE and MS
 * (5.5 from SP1 on).
 */
export type LookUp = 'alias' | 'migrate' | 'migrate-or-ms';

const LOOK_UP: Record<Exclude<WizardVersion, 'unknown'>, LookUp> = {
  '4.0': 'alias',
  '5.0': 'alias',
  '5.5-rtm': 'migrate',
  '5.5-sp1': 'migrate-or-ms',
  '5.5-sp2': 'migrate-or-ms',
  '5.5-sp3': 'migrate-or-ms',
  '5.5-sp4': 'migrate-or-ms',
  '2000': 'migrate-or-ms',
};

/** The ways the wizard may look; an unknown version is taken for 5.5, before SP1 or from SP1 on. */
export const lookUpsOf = (wizard: WizardVersion): readonly LookUp[] =>
  wizard === 'unknown' ? ['migrate', 'migrate-or-ms'] : [LOOK_UP[wizard]];

/** No article says that the SP4 or the Exchange 2000 wizard looks as SP1 to SP3 do (domain.md 1.3). */
export const lookUpIsInference = (wizard: WizardVersion): boolean => wizard === '5.5-sp4' || wizard === '2000';
