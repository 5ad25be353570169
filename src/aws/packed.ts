import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** A value inside an item: as it is, or compressed where it would not fit. */
export type Packed = { readonly plain: unknown } | { readonly brotli: Uint8Array };

/** A tenth of what an item of DynamoDB may hold (400 KB): a removal has two such values, and years of steps beside them. */
const LARGEST_PLAIN_BYTES = 40_000;

/**
 * Makes a value small enough for an item. The gap of a pool that a large organization shares lists each of thousands
 * of accounts with the same members: megabytes that compress to a few dozen KB.
 */
export function pack(value: unknown): Packed {
  const text = JSON.stringify(value);
  if (text.length <= LARGEST_PLAIN_BYTES) return { plain: value };
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  return { brotli: brotliCompressSync(text, { params }) };
}

/** What {@link pack} was given. */
export function unpack(packed: Packed): unknown {
  return 'plain' in packed ? packed.plain : JSON.parse(brotliDecompressSync(packed.brotli).toString());
}
