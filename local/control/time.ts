import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { InFlight } from '../in-flight.ts';
import { bodyOf, exactly, Seconds } from './body.ts';
import { ok, type Route } from './route.ts';

const Advance = exactly({ advanceSeconds: Seconds });
const Idle = exactly({ timeoutSeconds: z.number().min(0).max(600).default(30) });

/** Moving time, and waiting until all that it set off is done. */
export function timeRoutes(clock: VirtualClock, work: InFlight): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/_local/clock',
      about: 'moves the virtual clock: {advanceSeconds}',
      async answer(request) {
        const { advanceSeconds } = bodyOf(request, Advance);
        await clock.advance(advanceSeconds * 1000);
        return ok({ now: new Date(clock.now()).toISOString(), aheadSeconds: clock.offsetMs() / 1000 });
      },
    },
    {
      method: 'POST',
      path: '/_local/idle',
      about: 'answers when no message is in flight: {timeoutSeconds}, 30 by default; 408 when time is up',
      async answer(request) {
        const { timeoutSeconds } = bodyOf(request, Idle);
        const left = await work.idle(timeoutSeconds * 1000);
        if (left.length === 0) return ok({ idle: true });
        const error = `still in flight after ${timeoutSeconds} s: ${[...new Set(left)].join(', ')}`;
        return { status: 408, body: { idle: false, error, inFlight: left } };
      },
    },
  ];
}
