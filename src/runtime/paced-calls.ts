import { type PaceableClient, pacing } from '../aws/paced.ts';
import { type WatchableClient, watching } from '../aws/watched-calls.ts';
import { CHECKING_CALLS, type Surroundings, systemClock } from './surroundings.ts';

/** How somebody at a terminal reaches AWS. */
export interface CallOptions extends Pick<Surroundings, 'clock'> {
  readonly client?: Surroundings['client'] | undefined;
  /** `undefined`: that of the environment or the AWS configuration file. */
  readonly region?: string | undefined;
  readonly sleep: (ms: number) => Promise<void>;
  /** How many times the published rates the calls may take. Default: 1. */
  readonly speed?: number | undefined;
  /** Told of every call that was answered, by its operation. */
  readonly onAnswer?: ((operation: string) => void) | undefined;
}

/** What is known of the calls of a run, and how it ends. */
export interface Calls {
  /** The call that came to this error: `GetResourcePolicy of sms-voice`. `undefined`: none did. */
  readonly failedCall: (error: unknown) => string | undefined;
  /** Makes no further call: what still waits for its turn fails. */
  readonly stop: () => void;
}

/** Settings for SDK clients, and `under`, which puts one under the rates that AWS publishes. */
export function pacedCalls({ client, clock = systemClock, region, sleep, speed, onAnswer }: CallOptions) {
  const options = { ...CHECKING_CALLS, ...client, ...(region !== undefined && { region }) };
  const stopping = new AbortController();
  const pace = pacing({ now: () => Date.parse(clock.now()), sleep, signal: stopping.signal, speed });
  const { watch, failedCall } = watching(onAnswer);
  const calls: Calls = { failedCall, stop: () => stopping.abort(new Error('the run is over')) };
  return {
    options,
    clock,
    calls,
    under: <Client extends PaceableClient & WatchableClient>(each: Client): Client => watch(pace(each)),
  };
}
