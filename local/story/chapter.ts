import type { Output } from '../start/output.ts';
import type { Named, Owner } from './owner.ts';
import type { SlackReader } from './slack-reader.ts';
import type { Witness } from './witness.ts';

/** What every chapter is told with. */
export interface Telling {
  readonly me: Owner;
  readonly seen: Witness;
  readonly tell: Output;
  readonly slack: SlackReader;
}

/** What the owner sends with. */
export interface Stock {
  readonly optOutList: Named;
  readonly firstNumber: Named;
  readonly secondNumber: Named;
  /** Holds both numbers, and names the opt-out list. */
  readonly pool: Named;
}
