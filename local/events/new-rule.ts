import { AwsError } from '../aws-error.ts';
import { type Bus, type Rule, type RuleState, ruleArn, type Target } from './bus.ts';
import { eventPattern, InvalidPattern, type Pattern } from './pattern.ts';
import { schedule } from './schedule.ts';

/** A rule as somebody puts it. */
export interface NewRule {
  readonly name: string;
  readonly pattern?: string | undefined;
  /** `rate(…)` or `cron(…)`; only on the default bus. */
  readonly schedule?: string | undefined;
  readonly state?: RuleState | undefined;
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
}

/** @throws AwsError ValidationException, InvalidEventPatternException. */
export function ruleOf(bus: Bus, asked: NewRule, targets: Map<string, Target>): Rule {
  const { name, pattern, schedule: expression, state = 'ENABLED', description, roleArn } = asked;
  if (!/^[\w.-]{1,64}$/.test(name)) throw invalid(`Rule name ${name} is not valid.`);
  if (!pattern && !expression) {
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (expression && bus.name !== 'default') {
    throw invalid('ScheduleExpression is supported only on the default event bus.');
  }
  return {
    arn: ruleArn(bus, name),
    name,
    bus,
    description,
    roleArn,
    patternText: pattern,
    pattern: pattern ? checkedPattern(pattern) : undefined,
    expression,
    schedule: expression ? schedule(expression) : undefined,
    state,
    targets,
  };
}

/** @throws AwsError InvalidEventPatternException, ValidationException. */
export function checkedPattern(text: string): Pattern {
  if (text.length > 4096) throw invalid('Event pattern is longer than 4096 characters.');
  try {
    return eventPattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new AwsError(
      'InvalidEventPatternException',
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}

const invalid = (message: string) => new AwsError('ValidationException', message);
