import * as model from '@aws-sdk/client-eventbridge';
import type { Scope } from '../../src/core/resource.ts';
import { AwsError } from '../aws-error.ts';
import type { Service } from '../service.ts';
import type { BusEvent, World } from '../world.ts';
import { type Bus, parsedBusArn, type Rule, type Target } from './bus.ts';
import { busOperations } from './bus-operations.ts';
import { busRegistry } from './bus-registry.ts';
import { type Deliver, deliverer } from './delivery.ts';
import { type EventFaults, eventFaults } from './event-faults.ts';
import type { NewRule } from './new-rule.ts';
import { putEvents } from './put-events.ts';
import { ruleOperations } from './rule-operations.ts';
import { checkInput } from './target-input.ts';

export type { Deliver, DeliverySource } from './delivery.ts';
export type { EventFaultOptions, EventFaults } from './event-faults.ts';

/** A rule with its targets, as a template describes it. */
export interface RuleWithTargets extends Omit<NewRule, 'pattern'> {
  readonly scope: Scope;
  /** Name or ARN. Default: the default bus. */
  readonly bus?: string | undefined;
  readonly pattern?: string | Readonly<Record<string, unknown>> | undefined;
  readonly targets: readonly Target[];
}

export interface EventBridge {
  readonly service: Service;
  /** Puts an event of an AWS service on the default bus of its account and Region. */
  emit(event: Omit<BusEvent, 'version' | 'id' | 'time'>): void;
  /** @returns the bus's ARN. */
  createBus(scope: Scope, name: string): string;
  /** Makes or replaces a rule with all its targets. @returns its ARN. @throws AwsError. */
  putRule(rule: RuleWithTargets): string;
  /** The latest events of all buses, oldest first, each once. */
  events(): readonly BusEvent[];
  readonly faults: EventFaults;
}

/** @param deliver takes what is not a bus: queues, functions, topics. */
export function eventBridgeService(world: World, deliver: Deliver): EventBridge {
  const log: BusEvent[] = [];
  const { faults, pass } = eventFaults(world);
  const send = deliverer(world, deliver, pass);
  const buses = busRegistry(world, fire);
  const put = (bus: Bus | undefined, { time, ...event }: Incoming): string => {
    const full: BusEvent = {
      version: '0',
      id: world.uuid(),
      ...event,
      time: seconds(time ?? new Date(world.clock.now())),
    };
    if (bus) {
      record(full);
      route(bus, full, 'here');
    }
    return full.id;
  };
  const scopeOf = ({ account, region }: Incoming): Scope => ({ account, region });

  return {
    service: {
      name: 'events',
      model,
      operations: {
        PutEvents: putEvents((bus, event) => put(buses.find(scopeOf(event), bus), event)),
        ...busOperations(buses),
        ...ruleOperations(buses),
      },
    },
    emit: (event) => void put(buses.get(event), event),
    createBus: (scope, name) => buses.create(scope, name).arn,
    putRule({ scope, bus, targets, pattern, ...rule }) {
      const text = typeof pattern === 'object' ? JSON.stringify(pattern) : pattern;
      for (const target of targets) checkInput(target);
      const made = buses.putRule(buses.get(scope, bus), { ...rule, pattern: text });
      made.targets.clear();
      for (const target of targets) buses.putTarget(made, target);
      return made.arn;
    },
    events: () => [...log],
    faults,
  };

  function record(event: BusEvent): void {
    log.push(event);
    if (log.length > MOST_LOGGED) log.shift();
  }

  function route(bus: Bus, event: BusEvent, from: Origin): void {
    for (const rule of bus.rules.values()) {
      if (isFor(rule, event)) toTargets(rule, event, from);
    }
  }

  function toTargets(rule: Rule, event: BusEvent, from: Origin): void {
    for (const target of rule.targets.values()) {
      const isBus = parsedBusArn(target.Arn ?? '') !== undefined;
      send({ rule, event, target, toBus: isBus ? () => forward(rule, target, event, from) : undefined });
    }
  }

  /** An event goes on from bus to bus once (facts section 9). */
  function forward({ bus }: Rule, { Arn = '' }: Target, event: BusEvent, from: Origin): void {
    if (from === 'another bus') {
      throw new AwsError(
        'ThirdAccountHop',
        `${event.id} came to ${bus.arn} from another bus, and goes no further`,
      );
    }
    route(buses.get(bus.scope, Arn), event, 'another bus');
  }

  function fire(rule: Rule): void {
    const event: BusEvent = {
      version: '0',
      id: world.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: rule.bus.scope.account,
      time: seconds(new Date(world.clock.now())),
      region: rule.bus.scope.region,
      resources: [rule.arn],
      detail: {},
    };
    record(event);
    toTargets(rule, event, 'here');
  }
}

type Incoming = Omit<BusEvent, 'version' | 'id' | 'time'> & { readonly time?: Date | undefined };
type Origin = 'here' | 'another bus';

const MOST_LOGGED = 10_000;

/** Read-only management events reach only rules that ask for all of them (facts 1.2). */
function isFor({ state, pattern }: Rule, event: BusEvent): boolean {
  if (state === 'DISABLED' || !pattern) return false;
  const isRead = event['detail-type'] === 'AWS API Call via CloudTrail' && event.detail.readOnly === true;
  if (isRead && state !== 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS') return false;
  return pattern.matches(event);
}

/** EventBridge shows times without milliseconds. */
const seconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
