/** Chance that can be had again: the same seed gives the same run. */
export interface Random {
  /** 0 to 1, without 1. */
  readonly random: () => number;
  /** A UUID of version 4. */
  readonly uuid: () => string;
  /** So many lower-case hex digits. */
  readonly hex: (digits: number) => string;
}

/** @param seed any 32-bit integer; other numbers are cut to one. */
export function seededRandom(seed: number): Random {
  const random = mulberry32(seed);
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += HEX.charAt(Math.floor(random() * 16));
    return text;
  };
  const variant = () => '89ab'.charAt(Math.floor(random() * 4));
  return {
    random,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${variant()}${hex(3)}-${hex(12)}`,
  };
}

const HEX = '0123456789abcdef';

/** Tommy Ettinger's Mulberry32: 32 bits of state, good enough for tests, never for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
