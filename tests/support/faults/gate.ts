import { type Call, type HandlerName, isSameCall, type Request, type Work } from './call.ts';

/** An answer that a server might have given. `code` is an LDAP result. */
export type Answer =
  | { readonly code: number }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string };

/** What somebody else does: adds the same value to the directory, or deletes the card that is to be changed. */
export type Deed = 'adds-the-value' | 'deletes-the-card';

/** What a queue does with a message that it took. */
export type Delivery = 'twice' | 'together' | 'overtaken' | 'late' | 'too-late';

/**
 * What happens to one call.
 * - `kill`: the worker is killed; `reset`: the connection breaks; `silence`: no answer until the worker gives up
 * - `answer`: the worker gets this answer instead
 * - `gone`: nobody listens at that address any more, until it is mended
 * - `meanwhile`: somebody else was quicker, and did this
 * - `deliver`: a queue takes the message, and does this with it
 */
export type Effect =
  | { readonly kind: 'kill' | 'reset' | 'silence' | 'gone' }
  | { readonly kind: 'meanwhile'; readonly deed: Deed }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'deliver'; readonly how: Delivery };

export type Fault = {
  readonly effect: Effect;
  /** Before the server has seen the call, or after it has done it. */
  readonly when: 'before' | 'after';
  /** This call and those of its kind that follow; 1 unless given. */
  readonly times?: number;
  /** From this call on every one that it touches. */
  readonly lasts?: Lasting;
};

/** What stays broken: for so many milliseconds, or for good (Infinity). */
export type Lasting = { readonly for: number; readonly touches: (request: Request) => boolean };

export type Plan = { readonly call: Call; readonly fault: Fault };

/** Counts what is asked of the outside, and says what is to go wrong. */
export function openGate() {
  let calls: Call[] = [];
  let plan: Plan | undefined;
  let left = 0;
  let struck = false;
  let work: Work = { by: 'slack', job: 'slack', piece: 0 };

  const lasting = (request: Request): boolean => plan?.fault.lasts?.touches(request) ?? false;
  const again = ({ what, by, job }: Call): boolean =>
    left > 0 && plan?.call.what === what && plan.call.by === by && plan.call.job === job;

  return {
    /** Begins a new count, and lets this happen in it. */
    arm(next?: Plan) {
      calls = [];
      plan = next;
      left = 0;
      struck = false;
    },
    /** From now on all goes well. */
    mend() {
      plan = undefined;
    },
    begins(by: HandlerName, job: string) {
      work = { by, job, piece: work.piece + 1 };
    },
    /** Writes a call down; what is to happen to it, if anything. */
    meet(request: Request): Fault | undefined {
      const { by, job } = work;
      const isAlike = (one: Call): boolean => one.by === by && one.job === job && one.what === request.what;
      const call: Call = { ...request, ...work, nth: calls.filter(isAlike).length + 1 };
      calls.push(call);
      if (!plan) return undefined;
      if (!struck && isSameCall(call, plan.call)) {
        struck = true;
        left = (plan.fault.times ?? 1) - 1;
        return plan.fault;
      }
      if (!struck) return undefined;
      if (lasting(request)) return plan.fault;
      if (!again(call)) return undefined;
      left -= 1;
      return plan.fault;
    },
    /** What was asked since the count began, in order. */
    calls: (): readonly Call[] => calls,
    /** True once it has gone wrong. */
    hasStruck: () => struck,
    /** For how long that lasts. */
    lasts: () => plan?.fault.lasts?.for,
  };
}

export type Gate = ReturnType<typeof openGate>;

/** What a proxy may do to the lane that it stands in. */
export type Hands = {
  readonly gate: Gate;
  /** Kills the worker. */
  kill(): Promise<void>;
  /** Lets so much time pass that whoever waits for an answer gives up. */
  wait(): void;
  /** Does what somebody else did in the meantime. */
  meanwhile(deed: Deed, request: Request): void;
};
