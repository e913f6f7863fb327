/**
 * A clock that can be moved from outside, for a whole process: the date, and with it every timer, so that a deadline of
 * five seconds passes in no time. Has to be the first thing that is imported.
 */
let ahead = 0;

const machine = { now: Date.now, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
const now = (): number => machine.now() + ahead;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, self) => Reflect.construct(target, given.length > 0 ? given : [now()], self),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

type Waiting = { readonly due: number; readonly happen: () => void };

const waiting = new Map<unknown, Waiting>();

function startTimer(callback: (...given: unknown[]) => void, delay = 0, ...given: unknown[]): NodeJS.Timeout {
  const happen = (): void => {
    machine.clearTimeout(timer);
    waiting.delete(timer);
    callback(...given);
  };
  const timer = machine.setTimeout(happen, delay);
  waiting.set(timer, { due: now() + delay, happen });
  return timer;
}

function stopTimer(timer?: NodeJS.Timeout | string | number): void {
  waiting.delete(timer);
  machine.clearTimeout(timer);
}

function signalAfter(delay: number): AbortSignal {
  const controller = new AbortController();
  const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  startTimer(() => controller.abort(late), delay).unref();
  return controller.signal;
}

Object.assign(globalThis, { setTimeout: startTimer, clearTimeout: stopTimer });
Object.assign(AbortSignal, { timeout: signalAfter });

/** Sets the clock, in milliseconds ahead of the machine's, and lets happen what was to happen until then. */
export function setClock(milliseconds: number): void {
  ahead = milliseconds;
  const due = [...waiting.values()].filter((one) => one.due <= now());
  for (const { happen } of due.sort((a, b) => a.due - b.due)) happen();
}
