/** Values by key that remember how they were, for reads that lag behind the writes. */
export interface Timeline<T> {
  get(key: string): T | undefined;
  values(): readonly T[];
  set(key: string, value: T): void;
  remove(key: string): void;
  /** The values as they stood at a moment, at most an hour ago. */
  valuesAt(ms: number): readonly T[];
}

/** How far back it remembers. */
const REMEMBERED_MS = 60 * 60 * 1000;

/** @param changed told after each change. */
export function timeline<T>(now: () => number, changed: () => void): Timeline<T> {
  const current = new Map<string, T>();
  const histories = new Map<string, readonly Version<T>[]>();
  const removed: { readonly key: string; readonly at: number }[] = [];

  const record = (key: string, value: T | undefined): void => {
    const at = now();
    const earlier = (histories.get(key) ?? []).filter((version) => version.at < at);
    histories.set(key, [...since(earlier, at - REMEMBERED_MS), { at, value }]);
    forgetRemoved(at - REMEMBERED_MS);
    changed();
  };
  const forgetRemoved = (before: number): void => {
    while (removed[0] && removed[0].at < before) {
      const { key } = removed.splice(0, 1)[0] ?? {};
      if (key !== undefined && !current.has(key) && (histories.get(key)?.at(-1)?.at ?? 0) < before) {
        histories.delete(key);
      }
    }
  };

  return {
    get: (key) => current.get(key),
    values: () => [...current.values()],
    set: (key, value) => {
      current.set(key, value);
      record(key, value);
    },
    remove: (key) => {
      if (!current.delete(key)) return;
      removed.push({ key, at: now() });
      record(key, undefined);
    },
    valuesAt: (ms) =>
      [...histories.values()].flatMap((history) => {
        const value = history.findLast(({ at }) => at <= ms)?.value;
        return value === undefined ? [] : [value];
      }),
  };
}

interface Version<T> {
  readonly at: number;
  /** `undefined`: removed. */
  readonly value: T | undefined;
}

/** Drops what was replaced before the moment. */
function since<T>(history: readonly Version<T>[], ms: number): readonly Version<T>[] {
  const first = history.findLastIndex(({ at }) => at <= ms);
  return first < 1 ? history : history.slice(first);
}
