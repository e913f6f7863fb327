/** Says how far something is, on one line that is written over; nothing at all where nobody watches. */
export type Progress = {
  /** `of` is absent where nobody knows how many there will be. */
  at(what: string, count: number, of?: number): void;
  /** Clears the line. */
  done(): void;
};

type Screen = { readonly isTTY?: boolean; write(text: string): unknown };

const WIDTH = 24;
/** Often enough for the eye. */
const EVERY_MS = 100;
const CLEAR = '\r\u001b[K';

export function openProgress(screen: Screen): Progress {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    at: (what, count, of) => {
      const now = performance.now();
      if (!screen.isTTY || now - shownAt < EVERY_MS) return;
      shownAt = now;
      isShown = true;
      screen.write(`${CLEAR}${of === undefined ? `${what}: ${count}` : `${what} ${bar(count / of)} ${count}/${of}`}`);
    },
    done: () => {
      if (isShown) screen.write(CLEAR);
      isShown = false;
      shownAt = Number.NEGATIVE_INFINITY;
    },
  };
}

function bar(share: number): string {
  const full = Math.min(WIDTH, Math.floor(share * WIDTH));
  return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}]`;
}
