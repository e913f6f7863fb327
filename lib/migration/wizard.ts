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

/** The ways a wizard may look, first the one that finds less; an unknown version is taken for 5.5. */
const LOOK_UPS: Record<WizardVersion, readonly [LookUp, LookUp?]> = {
  '4.0': ['alias'],
  '5.0': ['alias'],
  '5.5-rtm': ['migrate'],
  '5.5-sp1': ['migrate-or-ms'],
  '5.5-sp2': ['migrate-or-ms'],
  '5.5-sp3': ['migrate-or-ms'],
  '5.5-sp4': ['migrate-or-ms'],
  '2000': ['migrate-or-ms'],
  unknown: ['migrate', 'migrate-or-ms'],
};

export const lookUpsOf = (wizard: WizardVersion): readonly [LookUp, LookUp?] => LOOK_UPS[wizard];

/** No article says that the SP4 or the Exchange 2000 wizard looks as SP1 to SP3 do (domain.md 1.3). */
export const lookUpIsInference = (wizard: WizardVersion): boolean => wizard === '5.5-sp4' || wizard === '2000';

/** The version of a file of the wizard: what it tells, or why it tells nothing. */
export type FileVersion =
  | { readonly kind: 'wizard'; readonly wizard: WizardVersion }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Builds of Mlmig32.dll from which on a wizard counts as this service pack: those of Q243604, the fixes between them
 * included. Of SP4 no article prints the file; 2654.89 needs it (Q287056), and 2652.39 is still for SP3 (Q244702).
 */
const FIRST_BUILD: readonly (readonly [build: number, WizardVersion])[] = [
  [2653, '5.5-sp4'],
  [2650, '5.5-sp3'],
  [2448, '5.5-sp2'],
  [2232, '5.5-sp1'],
];
const RTM_BUILD = 1960;
/** No build of 5.5 is near it. */
const NO_BUILD = 3000;

/** Versions that only Mailmig.exe has (SP2: Q243604; the release "Web 3": Q214838). */
const OF_MAILMIG = ['2448.0', '2521.0'];

const MAILMIG =
  'Mailmig.exe does not tell: it is 5.5.1960.3 both before SP1 and with it. Look at Mlmig32.dll in Exchsrvr\\Bin (Q243604).';

const wizardOfBuild = (build: number): WizardVersion | undefined =>
  build === RTM_BUILD ? '5.5-rtm' : FIRST_BUILD.find(([first]) => build >= first && build < NO_BUILD)?.[1];

/**
 * The wizard to which a version of Mlmig32.dll belongs: `5.5.1960.3`, `2654.89`, `Mlmig32.dll 5.5.2232.2`; undefined
 * when the text is no version of a file. A version of Mailmig.exe is refused, since it did not change with SP1.
 */
export function wizardOfMlmig(text: string): FileVersion | undefined {
  const [, file, numbers] = /^\s*(?:(ml|mail)mig(?:32)?(?:\.(?:dll|exe))?[\s:=]*)?v?(\d[\d.]*)?\s*$/i.exec(text) ?? [];
  if (file?.toLowerCase() === 'mail') return { kind: 'refused', why: MAILMIG };
  const [, build, patch] = numbers?.match(/^(?:5\.5\.)?(\d{4})\.(\d{1,4})$/) ?? [];
  if (!build) return undefined;
  if (OF_MAILMIG.includes(`${build}.${patch}`))
    return { kind: 'refused', why: `5.5.${build}.${patch} is a version of Mailmig.exe. ${MAILMIG}` };
  const wizard = wizardOfBuild(Number(build));
  if (wizard) return { kind: 'wizard', wizard };
  return { kind: 'refused', why: `No article says which wizard Mlmig32.dll 5.5.${build}.${patch} belongs to.` };
}
