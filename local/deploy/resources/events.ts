import type { Target } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { document } from './forms.ts';
import { arnIn, resourceType } from './resource.ts';

export const eventBus = resourceType(
  z.looseObject({ Name: z.string() }),
  async ({ Name }, { scope, targets }) => {
    const arn = await targets.buses.create(scope, Name);
    return { ref: Name, attributes: { Arn: arn, Name } };
  },
);

export const rule = resourceType(
  z.looseObject({
    Name: z.string().optional(),
    EventBusName: z.string().default('default'),
    EventPattern: document.optional(),
    ScheduleExpression: z.string().optional(),
    State: z
      .enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'])
      .default('ENABLED'),
    Targets: z.array(z.looseObject({ Id: z.string(), Arn: z.string() })).default([]),
  }),
  async (properties, { scope, targets, inventedName }) => {
    const { EventPattern, ScheduleExpression, State, Targets } = properties;
    if (EventPattern === undefined && !ScheduleExpression) {
      throw new Error('a rule has an EventPattern, a ScheduleExpression, or both');
    }
    const name = properties.Name ?? inventedName();
    const busName = properties.EventBusName.split('/').at(-1) ?? 'default';
    const id = busName === 'default' ? name : `${busName}|${name}`;
    const arn = arnIn(scope, 'events', `rule/${id.replace('|', '/')}`);
    await targets.rules.put({
      scope,
      name,
      arn,
      busName,
      eventPattern: EventPattern === undefined ? undefined : JSON.stringify(EventPattern),
      scheduleExpression: ScheduleExpression,
      state: State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
      targets: Targets as Target[], // CloudFormation spells targets as PutTargets does
    });
    return { ref: id, attributes: { Arn: arn } };
  },
);

/** In both forms: a whole `Statement`, or the members of PutPermission. */
export const eventBusPolicy = resourceType(
  z.looseObject({
    EventBusName: z.string().default('default'),
    StatementId: z.string(),
    Statement: z.record(z.string(), z.unknown()).optional(),
    Action: z.string().default('events:PutEvents'),
    Principal: z.string().optional(),
    Condition: z.object({ Type: z.string(), Key: z.string(), Value: z.string() }).optional(),
  }),
  (properties, { scope, targets }) => {
    const { EventBusName, StatementId, Statement, Action, Principal, Condition } = properties;
    const arn = arnIn(scope, 'events', `event-bus/${EventBusName}`);
    const statement = Statement ?? {
      Effect: 'Allow',
      Principal: Principal === '*' ? '*' : { AWS: Principal },
      Action,
      Resource: arn,
      ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
    };
    targets.permissions.putResourcePolicy(arn, { Statement: [statement] });
    return { ref: `${EventBusName}|${StatementId}` };
  },
);
