import type { DeadLetterConfig, InputTransformer, RetryPolicy, Target } from '@aws-sdk/client-eventbridge';
import type { Scope } from '../../src/core/resource.ts';
import type { Pattern } from './pattern.ts';
import type { Schedule } from './schedule.ts';

export type { DeadLetterConfig, InputTransformer, RetryPolicy, Target };

export type RuleState = 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

export interface Bus {
  readonly arn: string;
  readonly name: string;
  readonly scope: Scope;
  readonly description: string | undefined;
  readonly createdAt: Date;
  readonly rules: Map<string, Rule>;
}

export interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly bus: Bus;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly patternText: string | undefined;
  readonly pattern: Pattern | undefined;
  readonly expression: string | undefined;
  readonly schedule: Schedule | undefined;
  readonly state: RuleState;
  /** By id, at most five. Kept when the rule is put again. */
  readonly targets: Map<string, Target>;
}

/** `arn:aws:events:us-east-1:111122223333:event-bus/findings` */
export const busArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** Rules of the default bus have no bus in their ARN. */
export function ruleArn({ scope, name: bus }: Bus, name: string): string {
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return `arn:aws:events:${scope.region}:${scope.account}:rule/${path}`;
}

/** The scope and name in a bus ARN; `undefined` for any other text. */
export function parsedBusArn(arn: string): { readonly scope: Scope; readonly name: string } | undefined {
  const [, region, account, name] = /^arn:aws:events:([\w-]+):(\d{12}):event-bus\/(.+)$/.exec(arn) ?? [];
  return region && account && name ? { scope: { account, region }, name } : undefined;
}
