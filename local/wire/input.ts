/**
 * A request of the SDK as an operation gets it: held against AWS's model, so that required members, which the SDK
 * types with `undefined`, are there, and lengths, patterns, enums and counts are kept.
 */
export type Input<T> = T extends string | number | boolean | Date
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Input<Item>[]
    : { readonly [Member in keyof T]: Input<Exclude<T[Member], undefined>> };
