import type { DeadLetters } from '../aws/sqs-dead-letters.ts';
import type { Ports } from '../ports.ts';
import type { CheckingConfig } from './config.ts';
import { connectHome, unpaced } from './connect-home.ts';
import { connectRegion, oncePerRegion } from './connect-region.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The ports of the functions that look at shares and pools, by the Region of what they look at, with their dead-letter
 * queue. Keeps nothing of an event.
 */
export function connectChecking(
  config: CheckingConfig,
  surroundings: Surroundings = {},
): { readonly portsIn: (region: string) => Ports; readonly deadLetters: DeadLetters } {
  const { home, deadLetters } = connectHome(config, surroundings, unpaced);
  const portsIn = oncePerRegion((region) => ({
    ...home,
    ...connectRegion(region, surroundings, unpaced).ports,
  }));
  return { portsIn, deadLetters };
}
