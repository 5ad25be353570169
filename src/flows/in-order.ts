/** One after the other: AWS allows few calls a second, or the first has to be on record before the next is begun. */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}
