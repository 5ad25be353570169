/**
 * A name for a removal that people can type: sixteen hexadecimal digits, always the same for the same id. Its beginning does
 * as well where it begins no other. Never a ground for a decision: FNV-1a of 64 bits, its bits mixed, so that
 * ids which differ in their last character begin differently.
 */
export function removalCode(id: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(id))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  hash = BigInt.asUintN(64, (hash ^ (hash >> 33n)) * MIX);
  return (hash ^ (hash >> 33n)).toString(16).padStart(16, '0');
}

const FNV_PRIME = 0x100000001b3n;
const MIX = 0xff51afd7ed558ccdn;
