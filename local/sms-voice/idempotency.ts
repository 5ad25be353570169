import type { VirtualClock } from '../clock.ts';
import { oncePerToken } from '../idempotency.ts';
import type { Call } from '../service.ts';
import { invalid } from './errors.ts';

/**
 * Does something once for each ClientToken of a caller. A token that comes with another request is refused; which
 * error AWS has for this is not published.
 */
export type Once = <T extends object>(
  call: Call,
  input: { readonly ClientToken?: string },
  task: () => T,
) => T;

export function createOnce(clock: VirtualClock): Once {
  const once = oncePerToken(clock);
  return (call, { ClientToken: token, ...parameters }, task) => {
    if (token === undefined) return task();
    const refuse = () =>
      invalid('INVALID_PARAMETER', 'ClientToken was used with another request', 'ClientToken');
    return once({ call, token, parameters, refuse }, task);
  };
}
