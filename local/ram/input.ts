/**
 * A request of the SDK as an operation gets it. The wire has held it against AWS's model: required members, which the
 * SDK types with `undefined`, are there.
 */
export type Input<T> = T extends string | number | boolean | Date
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Input<Item>[]
    : { readonly [Member in keyof T]: Input<Exclude<T[Member], undefined>> };
