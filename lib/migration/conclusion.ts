import type { Dialect } from './recipient.ts';
import { type DiagnosisKind, type RuleName, ruleOf } from './rules.ts';
import { type LookUp, lookUpIsInference, lookUpsOf, type WizardVersion } from './wizard.ts';

/** What one way of looking makes of it. */
export type Outcome = { readonly lookUp: LookUp; readonly rule: RuleName };

/** What a conclusion is drawn from, whoever it is about. */
export type Premises = {
  readonly wizard: WizardVersion;
  /** A 7026 really happened: what was observed outranks what is predicted. */
  readonly observed: boolean;
  readonly dialect: Dialect | undefined;
  /** What each of the ways of looking comes to (lookUpsFor). */
  readonly rule: RuleName;
  readonly other: RuleName | undefined;
};

export type Conclusion = {
  readonly kind: DiagnosisKind;
  readonly found: 'yes' | 'no' | 'unclear';
  /** One outcome; two, before SP1 and from SP1 on, when the wizard's version is unknown. */
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  readonly articles: readonly string[];
  /** What of the verdict no article prints. */
  readonly inferences: readonly string[];
  /** "Will be found" was predicted, and a 7026 happened all the same. */
  readonly refuted: boolean;
};

type Circumstances = Pick<Premises, 'wizard' | 'observed'>;

/** Q242184, Q186742: a wizard that goes by the alias logs 7017 or 147, never 7026. */
const refutesVersion = ({ wizard, observed }: Circumstances): boolean => observed && lookUpsOf(wizard)[0] === 'alias';

/** The ways the wizard may look: one, or two. */
export const lookUpsFor = (circumstances: Circumstances): ReturnType<typeof lookUpsOf> =>
  lookUpsOf(refutesVersion(circumstances) ? 'unknown' : circumstances.wizard);

/** There are some dozens of conclusions, and people by the hundred thousand: each is drawn once. */
const drawn = new Map<RuleName, { readonly from: Premises; readonly conclusion: Conclusion }[]>();

/** What follows from the rules. */
export function conclusionFrom(premises: Premises): Conclusion {
  const before = drawn.get(premises.rule) ?? [];
  for (const { from, conclusion } of before) if (areSame(from, premises)) return conclusion;
  const conclusion = drawnFrom(premises);
  drawn.set(premises.rule, [...before, { from: premises, conclusion }]);
  return conclusion;
}

const areSame = (a: Premises, b: Premises): boolean =>
  a.wizard === b.wizard &&
  a.observed === b.observed &&
  a.dialect === b.dialect &&
  a.rule === b.rule &&
  a.other === b.other;

function drawnFrom(premises: Premises): Conclusion {
  const outcomes = outcomesOf(premises);
  const rules = outcomes.map(({ rule }) => ruleOf(rule));
  return {
    ...verdictOf(outcomes, premises.observed),
    outcomes,
    articles: [...new Set(rules.flatMap(({ articles }) => articles))],
    inferences: [...new Set(rules.flatMap(({ inference }) => inference ?? [])), ...inferencesFrom(premises)],
  };
}

function outcomesOf({ rule, other, ...circumstances }: Premises): Conclusion['outcomes'] {
  const [first, second] = lookUpsFor(circumstances);
  const outcome = { lookUp: first, rule };
  return second && other ? [outcome, { lookUp: second, rule: other }] : [outcome];
}

/** The worse of two outcomes, which is the first (lookUpsOf): what is not certain does not read as healthy. */
function verdictOf(
  outcomes: Conclusion['outcomes'],
  observed: boolean,
): Pick<Conclusion, 'kind' | 'found' | 'refuted'> {
  const rules = outcomes.map(({ rule }) => ruleOf(rule));
  const worst = ruleOf(outcomes[0].rule);
  const agreed = rules.every(({ found }) => found === worst.found);
  // A 7026 that happened settles it: whichever way of looking predicted "found" is not the one that was used.
  if (observed && rules.some(({ found }) => found === 'yes'))
    return { kind: worst.kind, found: 'no', refuted: worst.found === 'yes' };
  return { kind: worst.kind, found: agreed ? worst.found : 'unclear', refuted: false };
}

const SP_INFERENCE = 'No article says that this version looks as SP1 to SP3 do; it is assumed.';
const OBSERVED_INFERENCE =
  'Only the 5.5 wizard is documented to log a 7026, so it is not the version that was stated which was run.';
const AD_INFERENCE = 'The articles are about the Exchange 5.5 directory; the verdict on Active Directory is inferred.';

function inferencesFrom(premises: Premises): readonly string[] {
  const inferences: string[] = [];
  if (lookUpIsInference(premises.wizard) && ruleOf(premises.rule).found !== 'unclear') inferences.push(SP_INFERENCE);
  if (refutesVersion(premises)) inferences.push(OBSERVED_INFERENCE);
  if (premises.dialect === 'ad') inferences.push(AD_INFERENCE);
  return inferences;
}
