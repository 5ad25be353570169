import type {
  CreateEventBusRequest,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  ListEventBusesRequest,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import type { Bus } from './bus.ts';
import type { BusRegistry } from './bus-registry.ts';
import { page } from './page.ts';

/** What EventBridge does with whole buses. */
export function busOperations(buses: BusRegistry): Readonly<Record<string, Operation>> {
  return {
    CreateEventBus({ Name = '', Description }: CreateEventBusRequest, { caller }: Call) {
      return { EventBusArn: buses.create(caller, Name, Description).arn, Description };
    },
    DeleteEventBus({ Name = '' }: DeleteEventBusRequest, { caller }: Call) {
      if (Name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
      const bus = buses.find(caller, Name);
      if (bus && bus.rules.size > 0) {
        throw new AwsError('ValidationException', `Cannot delete event bus ${Name}, it has rules.`);
      }
      if (bus) buses.remove(bus);
    },
    DescribeEventBus: ({ Name }: DescribeEventBusRequest, { caller }: Call) => shown(buses.get(caller, Name)),
    ListEventBuses({ NamePrefix = '', ...input }: ListEventBusesRequest, call: Call) {
      const named = buses.inScope(call.caller).filter(({ name }) => name.startsWith(NamePrefix));
      const { items, nextToken } = page(named, ({ name }) => name, input, call);
      return { EventBuses: items.map(shown), NextToken: nextToken };
    },
  };
}

const shown = ({ name, arn, description, createdAt }: Bus) => ({
  Name: name,
  Arn: arn,
  Description: description,
  CreationTime: createdAt,
  LastModifiedTime: createdAt,
});
