/**
 * Runs `task` on every item, at most `limit` at a time, and returns the results in the order of the items.
 * When one fails, no further one is begun.
 */
export async function concurrently<Item, Result>(
  limit: number,
  items: Iterable<Item>,
  task: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = [...items].entries();
  let hasFailed = false;
  const work = async () => {
    for (const [index, item] of queue) {
      if (hasFailed) return;
      results[index] = await task(item);
    }
  };
  const worker = () =>
    work().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    });
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
