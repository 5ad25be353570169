import * as z from 'zod';
import type { EventFaultOptions, EventFaults } from '../events/event-faults.ts';
import type { AssociationFault, AssociationFaults } from '../ram/association-faults.ts';
import type { Fault, Faults } from '../wire/faults.ts';
import { checked, exactly, jsonOf, Seconds } from './body.ts';
import { type ControlRequest, ok, Refusal, type Route } from './route.ts';
import type { SlackFault, SlackInbox } from './slack-inbox.ts';

/** Where faults are put. */
export interface FaultTargets {
  readonly calls: Pick<Faults, 'add' | 'list' | 'clear'>;
  readonly events: Pick<EventFaults, 'set' | 'clear' | 'current'>;
  readonly associations: Pick<AssociationFaults, 'set' | 'clear' | 'current'>;
  readonly slack: Pick<SlackInbox, 'setFaults' | 'faults'>;
  /** Signing names with the operations of each. */
  readonly services: ReadonlyMap<string, readonly string[]>;
}

/** What goes wrong on purpose. A fault can be posted again as it is listed. */
export function faultRoutes({
  calls,
  events,
  associations,
  slack,
  services,
}: FaultTargets): readonly Route[] {
  const listed = () => {
    const [onEvents, onAssociations, onSlack] = [events.current(), associations.current(), slack.faults()];
    return [
      ...calls.list(),
      ...(Object.keys(onEvents).length > 0 ? [{ events: onEvents }] : []),
      ...(onAssociations ? [{ associations: onAssociations }] : []),
      ...(onSlack.length > 0 ? [{ slack: onSlack.length > 1 ? onSlack : onSlack[0] }] : []),
    ];
  };
  const path = '/_local/faults';
  return [
    { method: 'GET', path, about: 'the faults in force', answer: () => ok(listed()) },
    {
      method: 'POST',
      path,
      about:
        'adds a fault: {service, operation?, error, times?, probability?}, {latencyMs}, {events: {drop?, duplicate?, reorder?, delaySeconds?}}, {associations: {fail, message?}} or {slack: {status, retryAfter?, times?} or {error, times?}}, or a list of those',
      answer(request) {
        add(faultOf(request));
        return ok(listed());
      },
    },
    {
      method: 'DELETE',
      path,
      about: 'clears all faults',
      answer() {
        calls.clear();
        events.clear();
        associations.clear();
        slack.setFaults();
        return ok(listed());
      },
    },
  ];

  function add(fault: ReturnType<typeof faultOf>) {
    if ('slack' in fault) slack.setFaults(...[fault.slack].flat());
    else if ('events' in fault) events.set(fault.events);
    else if ('associations' in fault) associations.set(fault.associations);
    else {
      if ('service' in fault) checkNames(fault.service, fault.operation);
      calls.add(fault);
    }
  }

  function checkNames(service: string, operation: string | undefined) {
    const operations = services.get(service);
    if (!operations) {
      const allowed = [...services.keys()].join(', ');
      throw new Refusal(400, `there is no service "${service}"; allowed: ${allowed}`);
    }
    if (operation !== undefined && !operations.includes(operation)) {
      throw new Refusal(400, `${service} has no operation "${operation}" here`, {
        allowed: [...operations].sort(),
      });
    }
  }
}

const Chance = z.union([z.boolean(), z.number().min(0).max(1)], 'true, false, or a number from 0 to 1');

const OnCalls = exactly({
  service: z.string(),
  operation: z.string().exactOptional(),
  error: z.string().min(1),
  times: z.int().min(1).exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
}) satisfies z.ZodType<Fault>;
const OnAllCalls = exactly({ latencyMs: z.number().min(0).max(60_000) }) satisfies z.ZodType<Fault>;
const OnEvents = exactly({
  events: exactly({
    drop: Chance.exactOptional(),
    duplicate: Chance.exactOptional(),
    reorder: Chance.exactOptional(),
    delaySeconds: Seconds.exactOptional(),
  }) satisfies z.ZodType<EventFaultOptions>,
});
const OnAssociations = exactly({
  associations: exactly({
    fail: Chance,
    message: z.string().min(1).exactOptional(),
  }) satisfies z.ZodType<AssociationFault>,
});
const SlackFails = z.union(
  [
    exactly({
      status: z.union(
        [z.int().min(400).max(599), z.literal('timeout')],
        'a status from 400 to 599, or "timeout"',
      ),
      retryAfter: z.int().min(0).exactOptional(),
      times: z.int().min(1).exactOptional(),
    }),
    exactly({ error: z.string().min(1), times: z.int().min(1).exactOptional() }),
  ],
  'either a status or an error',
) satisfies z.ZodType<SlackFault>;
const OnSlack = exactly({ slack: SlackFails });
const OnSlackInTurn = exactly({ slack: z.array(SlackFails).min(1) });

/** Told apart by the member that only one of them has, so that what is wrong is said of the kind that was meant. */
function faultOf(request: ControlRequest) {
  const body = jsonOf(request);
  const has = (member: string) => body !== null && typeof body === 'object' && Object.hasOwn(body, member);
  if (has('slack') && Array.isArray(Object(body).slack)) return checked(body, OnSlackInTurn);
  if (has('slack')) return checked(body, OnSlack);
  if (has('events')) return checked(body, OnEvents);
  if (has('associations')) return checked(body, OnAssociations);
  if (has('latencyMs')) return checked(body, OnAllCalls);
  if (has('service')) return checked(body, OnCalls);
  throw new Refusal(400, 'a fault needs one of slack, events, associations, latencyMs, service');
}
