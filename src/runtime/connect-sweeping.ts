import { pacing } from '../aws/paced.ts';
import { smsInventory } from '../aws/sms-inventory.ts';
import type { DeadLetters } from '../aws/sqs-dead-letters.ts';
import { sqsSweeps } from '../aws/sqs-sweeps.ts';
import type { SweepPorts } from '../ports.ts';
import type { SweepingConfig } from './config.ts';
import { connectHome } from './connect-home.ts';
import { connectRegion, oncePerRegion } from './connect-region.ts';
import { type Surroundings, systemClock, systemWait } from './surroundings.ts';

/**
 * The ports of the function that sweeps, by Region: its calls come no faster than AWS publishes, so that those of the
 * others have room beside them.
 *
 * @param sleep waits so many milliseconds.
 */
export function connectSweeping(
  config: SweepingConfig,
  surroundings: Surroundings = {},
  sleep: (ms: number) => Promise<void> = systemWait,
): { readonly portsIn: (region: string) => SweepPorts; readonly deadLetters: DeadLetters } {
  const { clock = systemClock } = surroundings;
  const never = new AbortController().signal;
  const paced = () =>
    pacing({ now: () => Date.parse(clock.now()), sleep, signal: never, speed: config.speed });
  const { home, deadLetters, sqs } = connectHome(config, surroundings, paced());
  const sweeps = sqsSweeps(sqs, config.scopeQueueUrl);
  const portsIn = oncePerRegion((region) => {
    const { ram, sms, ports } = connectRegion(region, surroundings, paced());
    return { ...home, ...ports, inventory: smsInventory(sms, ram, clock), sweeps };
  });
  return { portsIn, deadLetters };
}
