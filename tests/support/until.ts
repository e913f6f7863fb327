import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is one that holds, and gives it back. Jest's own deadline ends it. */
export async function until<T>(ask: () => T | Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  let answer = await ask();
  while (!holds(answer)) {
    await delay(10);
    answer = await ask();
  }
  return answer;
}
