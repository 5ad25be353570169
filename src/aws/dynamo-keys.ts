import type { Scope } from '../core/resource.ts';

/** Where an item of the table lies. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The partition of what hangs on a share or an SMS resource. */
export const partitionOf = (arn: string): string =>
  arn.includes(':resource-share/') ? `SHARE#${arn}` : `RESOURCE#${arn}`;

/** The partition of a scope's pools. */
export const partitionOfScope = ({ account, region }: Scope): string => `SCOPE#${account}#${region}`;

/** The sort keys that begin so: `range(pk, ...beginningWith('REMOVAL#'))`. */
export const beginningWith = (start: string): readonly [from: string, to: string] => [
  start,
  `${start}\u{10ffff}`,
];
