import { isThrottled } from './errors.ts';
import { gapMs, MOST_THROTTLED, pauseMs } from './pace.ts';
import { callsPerSecond } from './request-rates.ts';

/** The time that calls are paced by. */
export interface Pace {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Once aborted, what waits for its turn fails instead. */
  readonly signal: AbortSignal;
  /**
   * How many times the published rates the account is granted. Default: 1. An operation that is refused as one too many
   * keeps to the published rate from then on.
   */
  readonly speed?: number | undefined;
}

/** What of an SDK client the pace needs, whatever service it is of. */
export interface PaceableClient {
  readonly middlewareStack: {
    addRelativeTo(middleware: Middleware, options: typeof BEHIND_RETRIES): void;
  };
}
type Middleware = <Args, Answer>(
  next: (args: Args) => Promise<Answer>,
  context: { readonly commandName?: string },
) => (args: Args) => Promise<Answer>;

/**
 * Makes clients keep to the rates that AWS publishes. Calls of one operation begin one behind the other, in the order in
 * which they were made; operations don't wait for each other. A call that AWS refuses as one too many is repeated after
 * a pause, in which the operation rests.
 *
 * @returns puts a client under the pace, and gives it back.
 */
export function pacing(pace: Pace): <Client extends PaceableClient>(client: Client) => Client {
  const lanes = new Map<string, Lane>();
  const laneOf = (operation: string): Lane => {
    const lane = lanes.get(operation) ?? laneAt(gapMs(callsPerSecond(operation)), pace);
    lanes.set(operation, lane);
    return lane;
  };
  const middleware: Middleware =
    (next, { commandName = '' }) =>
    async (args) => {
      const operation = commandName.replace(/Command$/, '');
      const lane = laneOf(operation);
      for (let throttled = 1; ; throttled++) {
        await lane.turn();
        try {
          return await next(args);
        } catch (error) {
          if (!isThrottled(error)) throw error;
          if (throttled === MOST_THROTTLED) {
            // Without its cause: the SDK would see the throttling in it, and begin anew.
            throw new Error(`${operation} was refused ${throttled} times in a row as one call too many`);
          }
          lane.rest(pauseMs(throttled));
        }
      }
    };
  return (client) => {
    client.middlewareStack.addRelativeTo(middleware, BEHIND_RETRIES);
    return client;
  };
}

/** Each attempt waits for its turn, and is signed after it has waited. */
const BEHIND_RETRIES = {
  name: 'pacing',
  relation: 'before',
  toMiddleware: 'httpSigningMiddleware',
  override: true,
} as const;

/** The calls of one operation. */
interface Lane {
  /** Resolves when the next call may begin. @throws when the pace is aborted. */
  turn(): Promise<void>;
  rest(ms: number): void;
}

function laneAt(publishedGap: number, { now, sleep, signal, speed = 1 }: Pace): Lane {
  let gap = publishedGap / speed;
  let freeAt = 0;
  let last = Promise.resolve();
  const take = async (): Promise<void> => {
    // A timer may fire early, and the lane may be told to rest meanwhile.
    while (!signal.aborted && now() < freeAt) await sleep(freeAt - now());
    signal.throwIfAborted();
    freeAt = now() + gap;
  };
  return {
    turn() {
      last = last.then(take);
      return last;
    },
    rest(ms) {
      gap = publishedGap;
      freeAt = Math.max(freeAt, now() + ms);
    },
  };
}
