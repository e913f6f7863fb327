/** Does the same for all of them, so many at a time; in their order. The first that throws ends it. */
export async function inPool<T, U>(items: readonly T[], atOnce: number, work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
