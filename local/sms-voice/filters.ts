import { invalid } from './errors.ts';

/** What a filter looks at, by its name in the model; booleans are compared as `true` and `false`. */
export type FilterFields<T> = Readonly<
  Record<string, (item: T) => string | boolean | undefined | readonly string[]>
>;

export interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** An item passes when for every filter one of its values fits. */
export function filterItems<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<T>,
): readonly T[] {
  if (!filters) return items;
  const tests = filters.map(({ Name, Values }) => {
    const field = Object.hasOwn(fields, Name) ? fields[Name] : undefined;
    if (!field) throw invalid('INVALID_PARAMETER', `'${Name}' is not a filter of this operation`, 'Filters');
    return (item: T) => {
      const value = field(item) ?? [];
      return [value].flat().some((each) => Values.includes(String(each)));
    };
  });
  return items.filter((item) => tests.every((test) => test(item)));
}
