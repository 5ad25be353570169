import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Route } from '../control/route.ts';

/** What is told to those who watch, by the name of the event. Read only while somebody does. */
export type Told = Readonly<Record<string, () => unknown>>;

/** The console's news. */
export interface Live {
  readonly route: Route;
  /** Says that something may have changed. */
  readonly changed: () => void;
}

/** How long changes are gathered: a click of a user makes some ten calls. */
const GATHER_MS = 100;
/** How soon what nobody tells of is seen: an association that settles makes no call. */
const LOOK_MS = 1500;

/** Server-sent events: everything at the beginning, then each part again when it is another. */
export function live(told: Told): Live {
  const watchers = new Set<(event: string, text: string) => void>();
  const last = new Map<string, string>();
  let isAwake = false;
  let isStale = false;
  let wake = () => {};

  async function look(): Promise<void> {
    for (const [event, read] of Object.entries(told)) {
      const text = await Promise.resolve()
        .then(read)
        .then(
          (value) => JSON.stringify(value),
          (error: unknown) =>
            JSON.stringify({ problem: error instanceof Error ? error.message : String(error) }),
        );
      if (last.get(event) === text) continue;
      last.set(event, text);
      for (const tell of watchers) tell(event, text);
    }
  }

  async function watch(): Promise<void> {
    isAwake = true;
    while (watchers.size > 0) {
      isStale = false;
      await look();
      await Promise.race([changeOf(), pause(LOOK_MS, undefined, { ref: false })]);
      await pause(GATHER_MS);
    }
    isAwake = false;
    last.clear();
  }

  /** What has changed since the look began counts. */
  function changeOf(): Promise<void> {
    if (isStale) return Promise.resolve();
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  const changed = () => {
    isStale = true;
    wake();
  };
  return {
    changed,
    route: {
      method: 'GET',
      path: '/_local/live',
      about: 'what the console shows, as server-sent events: page, cloud',
      answer: () => ({
        ...ok('retry: 1000\n\n'),
        headers: { 'content-type': 'text/event-stream; charset=utf-8' },
        follow(send) {
          const tell = (event: string, text: string) => send(`event: ${event}\ndata: ${text}\n\n`);
          for (const [event, text] of last) tell(event, text);
          watchers.add(tell);
          if (!isAwake) void watch();
          return () => {
            watchers.delete(tell);
            changed();
          };
        },
      }),
    },
  };
}
