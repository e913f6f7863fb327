export type HandlerName = 'slack' | 'talk' | 'check' | 'wave' | 'fix' | 'sweep';

/** What stands outside. */
export type Service = 'directory' | 'ledger' | 'queues' | 'slack';

/** One request to the outside: `what` it is in words, and whether it changes anything there. */
export type Request = {
  readonly service: Service;
  readonly what: string;
  readonly writes: boolean;
  /** Where in Slack, and which message is changed. */
  readonly channel?: string;
  readonly ts?: string;
};

/** Who is at work: a handler, the kind of job it was handed, and the how-manieth piece of work it is. */
export type Work = { readonly by: HandlerName; readonly job: string; readonly piece: number };

/** The same with who asked, and the how-manieth of its kind it was since the scenario began. */
export type Call = Request & Work & { readonly nth: number };

const ORDINALS = ['', '', ' the second time', ' the third time', ' the fourth time', ' the fifth time'];

/** A call in words, as in "fix, apply: the modify". */
export const wordsFor = ({ by, job, what, nth }: Call): string =>
  `${by === job ? by : `${by}, ${job}`}: ${what}${ORDINALS[nth] ?? ` for the ${nth}th time`}`;

export const isSameCall = (a: Call, b: Call): boolean =>
  a.by === b.by && a.job === b.job && a.service === b.service && a.what === b.what && a.nth === b.nth;
