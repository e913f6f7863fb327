/** Where every scenario begins. */
export const BEGINNING = Date.parse('2026-11-23T08:00:00.000Z');

/** A lane's clock: it goes on by itself, and can be moved. `moved` hears how far ahead of the machine's it is now. */
export function openClock(moved: (ahead: number) => void) {
  let ahead = BEGINNING - Date.now();
  return {
    now: (): number => Date.now() + ahead,
    ahead: (): number => ahead,
    moveTo(at: number) {
      ahead = at - Date.now();
      moved(ahead);
    },
  };
}

export type Clock = ReturnType<typeof openClock>;
