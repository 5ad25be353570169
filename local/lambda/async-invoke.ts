import type { World } from '../world.ts';
import type { Outcome } from './function.ts';

/** Waits before the second and third attempt, in seconds of the virtual clock. */
const WAITS_SECONDS = [60, 120];

/**
 * Invokes as services do that don't wait for the answer (EventBridge, SNS): a failure is tried again after one minute,
 * and after two more.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 *
 * @param run one attempt.
 * @param onGivenUp told when the last attempt has failed.
 */
export function invokeAsync(
  clock: World['clock'],
  run: () => Promise<Outcome>,
  onGivenUp: (outcome: Outcome) => void,
): void {
  function attempt(waits: readonly number[]) {
    run().then((outcome) => {
      if (outcome.status === 'success') return;
      const [wait, ...later] = waits;
      if (wait === undefined) onGivenUp(outcome);
      else clock.at(clock.now() + wait * 1000, () => attempt(later));
    });
  }
  attempt(WAITS_SECONDS);
}
