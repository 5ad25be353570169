import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work in this process, and when it has come to rest. */
export interface WatchedWork {
  /** Runs what is to be watched. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Resolves when the work has nothing under way that the machine will end, and that for some turns of the event loop:
   * what it waits for then, if anything, is for others to bring.
   *
   * @throws what is still under way after `patienceMs` of the machine's time.
   */
  rest(patienceMs: number): Promise<void>;
  /** Watches no more. */
  stop(): void;
}

/**
 * Sees the timers, turns and reads of files that work begins. A call of an SDK client over the in-process handler takes
 * several turns, and its first one reads files. Sockets, and timers that would not keep the process alive, don't count.
 */
export function watchWork(): WatchedWork {
  const inside = new AsyncLocalStorage<true>();
  const underWay = new Map<number, { readonly type: string; readonly resource: object }>();
  const hook = createHook({
    init(id, type, _trigger, resource) {
      if (COUNTED.test(type) && inside.getStore()) underWay.set(id, { type, resource });
    },
    destroy: (id) => void underWay.delete(id),
    trackPromises: false,
  }).enable();
  const busyWith = () => [...underWay.values()].filter(({ resource }) => keepsAlive(resource));

  return {
    run: (work) => inside.run(true, work),
    async rest(patienceMs) {
      const end = performance.now() + patienceMs;
      for (let quietTurns = 0; quietTurns < QUIET_TURNS; ) {
        await nextTurn();
        const busy = busyWith();
        quietTurns = busy.length > 0 ? 0 : quietTurns + 1;
        if (busy.length > 0 && performance.now() > end) {
          throw new Error(`no rest after ${patienceMs} ms: ${busy.map(({ type }) => type).join(', ')}`);
        }
      }
    },
    stop: () => void hook.disable(),
  };
}

/** As Node names them; FSREQ begins several names. */
const COUNTED = /^(Timeout|Immediate|FSREQ.*|FILEHANDLECLOSEREQ|GETADDRINFOREQWRAP)$/;

/** Work may go on in microtasks, and the machine may end one thing a turn before the next begins. */
const QUIET_TURNS = 10;

const keepsAlive = (resource: object): boolean =>
  !('hasRef' in resource) || typeof resource.hasRef !== 'function' || resource.hasRef() === true;
