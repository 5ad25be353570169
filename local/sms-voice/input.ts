/**
 * A request of the SDK as an operation gets it. The wire has held it against AWS's model: required members are there,
 * and lengths, patterns, enums and counts are kept.
 */
export type Input<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Input<Item>[]
    : { readonly [K in keyof T]: Input<Exclude<T[K], undefined>> };
