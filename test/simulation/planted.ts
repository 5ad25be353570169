import type { Guardrails } from '../../src/core/guardrail.ts';
import type { Own } from '../../src/core/reading.ts';
import type { Outgoing, Process } from './process.ts';
import type { SimulatedPorts } from './product.ts';

/** A defect put into the product, at one of its edges: what guards one of the promises is taken out. */
export interface Planted {
  /** The promise that it breaks, in a sentence. */
  readonly breaks?: string;
  /** A seed that soon comes to a history in which it shows. */
  readonly seed?: number;
  readonly ports?: (ports: SimulatedPorts, process: Process) => SimulatedPorts;
  /** What comes of AWS's answer to a read. */
  readonly answer?: (call: Outgoing, answer: object) => object;
  /** What comes of a command to the table. */
  readonly command?: (command: object) => object;
  /** The guardrail file as the product takes it. */
  readonly file?: (file: Guardrails) => Guardrails;
  /** Which roles the product takes for its own. */
  readonly own?: Own;
}
