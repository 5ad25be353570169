import { type ControlRequest, ok, Refusal, type Route } from './route.ts';

/** What the control API shows, read at each request. */
export interface Records {
  /** `false` until all that is to be deployed is there. */
  readonly isReady: () => boolean;
  readonly sns: () => readonly unknown[];
  readonly events: () => readonly unknown[];
  readonly calls: () => readonly unknown[];
  /** The service's own records of a kind, from its table. */
  readonly kept: (kind: 'removal' | 'finding') => Promise<readonly unknown[]>;
}

/**
 * Everything that was sent, emitted, called, removed and found: JSON arrays, oldest first. `?last=N` gives the end.
 */
export function recordRoutes(records: Records): readonly Route[] {
  const get = (
    name: string,
    about: string,
    read: () => readonly unknown[] | Promise<readonly unknown[]>,
  ): Route => ({
    method: 'GET',
    path: `/_local/${name}`,
    about,
    answer: async (request) => ok(lastOf(await read(), request)),
  });
  return [
    {
      method: 'GET',
      path: '/_local/ready',
      about: '200 when serving, 503 before',
      answer: () =>
        records.isReady()
          ? ok({ ready: true })
          : { status: 503, body: { ready: false, error: 'still starting' } },
    },
    get('sns', 'the messages published to SNS topics', records.sns),
    get('events', 'the events, as on the bus', records.events),
    get(
      'calls',
      'the calls: {time, service, operation, account, region, role, resources, status}',
      records.calls,
    ),
    get('removals', 'the removals that the service has on record', () => records.kept('removal')),
    get('findings', 'the findings that the service has on record', () => records.kept('finding')),
  ];
}

/** The last `N` where the query asks for them. */
export function lastOf<T>(all: readonly T[], { query }: ControlRequest): readonly T[] {
  const unknown = [...query.keys()].find((key) => key !== 'last');
  if (unknown !== undefined) throw new Refusal(400, `unknown query "${unknown}"; allowed: last`);
  const last = query.get('last');
  if (last === null) return all;
  if (!/^\d+$/.test(last)) throw new Refusal(400, `last: a count is needed, not "${last}"`);
  return all.slice(Math.max(0, all.length - Number(last)));
}
