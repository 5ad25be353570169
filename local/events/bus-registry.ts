import type { Scope } from '../../src/core/resource.ts';
import { AwsError } from '../aws-error.ts';
import type { World } from '../world.ts';
import { type Bus, busArn, parsedBusArn, type Rule, type RuleState, type Target } from './bus.ts';
import { type NewRule, ruleOf } from './new-rule.ts';

/** All buses with their rules. The default bus of an account and Region is always there. */
export interface BusRegistry {
  create(scope: Scope, name: string, description?: string): Bus;
  /** @param nameOrArn default: `default`. An ARN may name a bus of another account. */
  find(scope: Scope, nameOrArn?: string): Bus | undefined;
  /** @throws AwsError ResourceNotFoundException. */
  get(scope: Scope, nameOrArn?: string): Bus;
  /** @throws AwsError ResourceNotFoundException. */
  rule(bus: Bus, name: string): Rule;
  inScope(scope: Scope): readonly Bus[];
  remove(bus: Bus): void;
  /** Makes the rule or replaces all of it but its targets. @throws AwsError. */
  putRule(bus: Bus, rule: NewRule): Rule;
  setState(rule: Rule, state: RuleState): void;
  /** @throws AwsError ValidationException while it has targets. */
  removeRule(bus: Bus, name: string): void;
  /** @throws AwsError LimitExceededException beyond five targets. */
  putTarget(rule: Rule, target: Target): void;
}

/** @param fire what a scheduled rule does when it is due. */
export function busRegistry(world: World, fire: (rule: Rule) => void): BusRegistry {
  const buses = new Map<string, Bus>();
  /** By rule ARN. */
  const timers = new Map<string, () => void>();

  const find: BusRegistry['find'] = (scope, nameOrArn = 'default') => {
    const { scope: own, name } = parsedBusArn(nameOrArn) ?? { scope, name: nameOrArn };
    return buses.get(busArn(own, name)) ?? (name === 'default' ? make(own, name, undefined) : undefined);
  };
  const get: BusRegistry['get'] = (scope, nameOrArn) => {
    const bus = find(scope, nameOrArn);
    if (!bus) throw notFound(`Event bus ${nameOrArn} does not exist.`);
    return bus;
  };

  return {
    find,
    get,
    create(scope, name, description) {
      if (!/^(?!aws\.)[\w.\-/]{1,256}$/.test(name) || name === 'default') {
        throw new AwsError('ValidationException', `Event bus name ${name} is not valid.`);
      }
      if (buses.has(busArn(scope, name))) {
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
      }
      return make(scope, name, description);
    },
    rule(bus, name) {
      const rule = bus.rules.get(name);
      if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
      return rule;
    },
    inScope(scope) {
      get(scope);
      return [...buses.values()].filter(
        (bus) => bus.scope.account === scope.account && bus.scope.region === scope.region,
      );
    },
    remove(bus) {
      for (const rule of bus.rules.values()) timers.get(rule.arn)?.();
      buses.delete(bus.arn);
    },
    putRule(bus, asked) {
      const before = bus.rules.get(asked.name);
      const rule = ruleOf(bus, asked, before?.targets ?? new Map());
      bus.rules.set(rule.name, rule);
      wind(rule);
      return rule;
    },
    setState(rule, state) {
      const changed = { ...rule, state };
      rule.bus.rules.set(rule.name, changed);
      wind(changed);
    },
    removeRule(bus, name) {
      const rule = bus.rules.get(name);
      if (rule && rule.targets.size > 0) {
        throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      }
      if (rule) timers.get(rule.arn)?.();
      bus.rules.delete(name);
    },
    putTarget(rule, target) {
      const { Id = '' } = target;
      if (!rule.targets.has(Id) && rule.targets.size >= MOST_TARGETS) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      rule.targets.set(Id, target);
    },
  };

  function make(scope: Scope, name: string, description: string | undefined): Bus {
    const { account, region } = scope;
    const bus: Bus = {
      arn: busArn(scope, name),
      name,
      scope: { account, region },
      description,
      createdAt: new Date(world.clock.now()),
      rules: new Map(),
    };
    buses.set(bus.arn, bus);
    return bus;
  }

  /** Sets the rule's next time, in place of the one it had. */
  function wind(rule: Rule): void {
    timers.get(rule.arn)?.();
    const next = rule.state === 'DISABLED' ? undefined : rule.schedule?.next(world.clock.now());
    if (next === undefined) return;
    const cancel = world.clock.at(next, () => {
      fire(rule);
      wind(rule);
    });
    timers.set(rule.arn, cancel);
  }
}

/** Quota of EventBridge. */
const MOST_TARGETS = 5;

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
