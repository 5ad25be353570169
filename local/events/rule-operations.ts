import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRulesRequest,
  ListTargetsByRuleRequest,
  PutRuleRequest,
  PutTargetsRequest,
  RemoveTargetsRequest,
  TestEventPatternRequest,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import type { Rule } from './bus.ts';
import type { BusRegistry } from './bus-registry.ts';
import { checkedPattern } from './new-rule.ts';
import { page } from './page.ts';
import { checkInput } from './target-input.ts';

/** What EventBridge does with rules and their targets. */
export function ruleOperations(buses: BusRegistry): Readonly<Record<string, Operation>> {
  const ruleOf = ({ caller }: Call, bus: string | undefined, name = ''): Rule =>
    buses.rule(buses.get(caller, bus), name);

  return {
    PutRule(input: PutRuleRequest, { caller }: Call) {
      const rule = buses.putRule(buses.get(caller, input.EventBusName), {
        name: input.Name ?? '',
        pattern: input.EventPattern,
        schedule: input.ScheduleExpression,
        state: input.State,
        description: input.Description,
        roleArn: input.RoleArn,
      });
      return { RuleArn: rule.arn };
    },
    DescribeRule({ Name, EventBusName }: DescribeRuleRequest, call: Call) {
      const rule = ruleOf(call, EventBusName, Name);
      return { ...shown(rule), CreatedBy: rule.bus.scope.account };
    },
    ListRules({ NamePrefix = '', EventBusName, ...input }: ListRulesRequest, call: Call) {
      const all = [...buses.get(call.caller, EventBusName).rules.values()];
      const named = all.filter(({ name }) => name.startsWith(NamePrefix));
      const { items, nextToken } = page(named, ({ name }) => name, input, call);
      return { Rules: items.map(shown), NextToken: nextToken };
    },
    EnableRule({ Name, EventBusName }: EnableRuleRequest, call: Call) {
      buses.setState(ruleOf(call, EventBusName, Name), 'ENABLED');
    },
    DisableRule({ Name, EventBusName }: DisableRuleRequest, call: Call) {
      buses.setState(ruleOf(call, EventBusName, Name), 'DISABLED');
    },
    DeleteRule({ Name = '', EventBusName }: DeleteRuleRequest, { caller }: Call) {
      buses.removeRule(buses.get(caller, EventBusName), Name);
    },
    PutTargets({ Rule: name, EventBusName, Targets = [] }: PutTargetsRequest, call: Call) {
      const rule = ruleOf(call, EventBusName, name);
      for (const target of Targets) checkInput(target);
      for (const target of Targets) buses.putTarget(rule, target);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets({ Rule: name, EventBusName, Ids = [] }: RemoveTargetsRequest, call: Call) {
      const rule = ruleOf(call, EventBusName, name);
      for (const id of Ids) rule.targets.delete(id);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    ListTargetsByRule({ Rule: name, EventBusName, ...input }: ListTargetsByRuleRequest, call: Call) {
      const targets = [...ruleOf(call, EventBusName, name).targets.values()];
      const { items, nextToken } = page(targets, ({ Id = '' }) => Id, input, call);
      return { Targets: items, NextToken: nextToken };
    },
    TestEventPattern({ EventPattern = '', Event = '' }: TestEventPatternRequest) {
      return { Result: checkedPattern(EventPattern).matches(checkedEvent(Event)) };
    },
  };
}

function shown(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.patternText,
    ScheduleExpression: rule.expression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.bus.name,
  };
}

/** An event to test with needs the fields that every event on a bus has. */
function checkedEvent(text: string): unknown {
  const refused = new AwsError('ValidationException', 'Parameter Event is not valid.');
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null) throw refused;
    const missing = REQUIRED.find((name) => !Object.hasOwn(event, name));
    if (missing) throw refused;
    return event;
  } catch (error) {
    throw error instanceof SyntaxError ? refused : error;
  }
}

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];
