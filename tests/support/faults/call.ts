export type HandlerName = 'slack' | 'talk' | 'check' | 'fix' | 'sweep';

/** What stands outside. */
export type Service = 'directory' | 'ledger' | 'queues' | 'slack';

/** One request to the outside: `what` it is in words, and whether it changes anything there. */
export type Request = {
  readonly service: Service;
  readonly what: string;
  readonly writes: boolean;
  /** Where in Slack. */
  readonly channel?: string;
};

/** The same with who asked, and the how-manieth of its kind it was since the scenario began. */
export type Call = Request & { readonly by: HandlerName; readonly nth: number };

const ORDINALS = ['', '', ' the second time', ' the third time', ' the fourth time', ' the fifth time'];

/** A call in words, as in "fix: the modify". */
export const wordsFor = ({ by, what, nth }: Call): string =>
  `${by}: ${what}${ORDINALS[nth] ?? ` for the ${nth}th time`}`;

export const isSameCall = (a: Call, b: Call): boolean =>
  a.by === b.by && a.service === b.service && a.what === b.what && a.nth === b.nth;
