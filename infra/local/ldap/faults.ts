/**
 * What can go wrong on purpose, for the next request of its kind:
 * - `code`: it is answered with this LDAP result instead of being done
 * - `silence`: it is not done, and never answered; `silence-after`: it is done, and never answered
 * - `reset`: the connection breaks before it is done; `reset-after`: after it was done, before the answer
 * - `empty-page`: a paged search gets an empty page with a cookie, and the entries on the pages behind it
 */
export type Fault =
  | { readonly on: FaultyKind; readonly code: number }
  | { readonly on: FaultyKind; readonly what: 'silence' | 'silence-after' | 'reset' | 'reset-after' }
  | { readonly on: 'search'; readonly what: 'empty-page' };

export type FaultyKind = 'bind' | 'search' | 'modify' | 'extended';

/** A queue of faults; each one happens once. */
export type Faults = {
  /** Lets it happen `times` times (once, unless said otherwise), after all that were put before. */
  put(fault: Fault, times?: number): void;
  /** The next fault for a request of this kind, taken off the queue; an empty page only where pages are asked for. */
  take(kind: string, isPaged: boolean): Fault | undefined;
  clear(): void;
};

export function newFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    put: (fault, times = 1) => void waiting.push(...Array<Fault>(times).fill(fault)),
    take: (kind, isPaged) => {
      const isNext = (fault: Fault): boolean =>
        fault.on === kind && (isPaged || !('what' in fault) || fault.what !== 'empty-page');
      const at = waiting.findIndex(isNext);
      return at < 0 ? undefined : waiting.splice(at, 1)[0];
    },
    clear: () => {
      waiting = [];
    },
  };
}
