import { createHash } from 'node:crypto';
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

/**
 * An id as it stands in a sort key, which may have 1,024 bytes: of a long one a beginning to read, and a digest. A finding
 * names its consumer, and what a condition of a policy says of one may be as long as the policy. The item has it whole.
 */
export function idInKey(id: string): string {
  const bytes = Buffer.from(id);
  if (bytes.length <= LONGEST_ID_BYTES) return id;
  const digest = createHash('sha256').update(bytes).digest('base64url');
  return `${bytes.toString('utf8', 0, READABLE_BYTES).replace(/\ufffd+$/, '')}~${digest}`;
}
const LONGEST_ID_BYTES = 600;
const READABLE_BYTES = 400;

/** The sort keys that begin so: `range(pk, ...beginningWith('REMOVAL#'))`. */
export const beginningWith = (start: string): readonly [from: string, to: string] => [
  start,
  `${start}\u{10ffff}`,
];
