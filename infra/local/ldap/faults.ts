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

/** A queue of faults. */
export type Faults = {
  /** Lets it happen `times` times (1), after `after` requests of its kind were answered as they should be (0). */
  put(fault: Fault, when?: { times?: number; after?: number }): void;
  /** What is to happen to a request of this kind now; an empty page only where pages are asked for. */
  take(kind: string, isPaged: boolean): Fault | undefined;
  clear(): void;
};

export function newFaults(): Faults {
  let waiting: { fault: Fault; times: number; after: number }[] = [];
  return {
    put: (fault, { times = 1, after = 0 } = {}) => void waiting.push({ fault, times, after }),
    take: (kind, isPaged) => {
      const next = waiting.find(({ fault }) => fault.on === kind && (isPaged || !isEmptyPage(fault)));
      if (!next) return undefined;
      if (next.after > 0) {
        next.after -= 1;
        return undefined;
      }
      next.times -= 1;
      waiting = waiting.filter(({ times }) => times > 0);
      return next.fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}

const isEmptyPage = (fault: Fault): boolean => 'what' in fault && fault.what === 'empty-page';
