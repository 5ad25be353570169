import { styleText } from 'node:util';
import type { Io } from './io.ts';

/** Are colours wanted? On a terminal, unless `NO_COLOR` is set (no-color.org). */
export function isColoured({ isTerminal, env }: Pick<Io, 'isTerminal' | 'env'>): boolean {
  return isTerminal && !env.NO_COLOR;
}

/** Colours a text where colours are wanted. */
export function painter(io: Pick<Io, 'isTerminal' | 'env'>) {
  return (format: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string): string =>
    isColoured(io) ? styleText(format, text, { validateStream: false }) : text;
}

/** A decision, in the colour of how good it is. */
export function decisionText(
  decision: 'allowed' | 'forbidden' | 'unknown',
  io: Pick<Io, 'isTerminal' | 'env'>,
) {
  const colours = { allowed: 'green', forbidden: 'red', unknown: 'yellow' } as const;
  return painter(io)(colours[decision], decision);
}
