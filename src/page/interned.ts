/** A list in which each value stands once, however often it is added. */
export interface Interned<Value> {
  /** @returns the place of the value. */
  add(value: Value): number;
  readonly values: readonly Value[];
}

/** Values are the same when their JSON is. */
export function interned<Value>(): Interned<Value> {
  const places = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    add(value) {
      const key = JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, values.length);
      return values.push(value) - 1;
    },
  };
}
