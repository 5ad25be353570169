import type {
  DeleteOptedOutNumberRequest,
  DescribeOptedOutNumbersRequest,
  PutOptedOutNumberRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Call, Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { pageOfResources } from './describe.ts';
import { notFound } from './errors.ts';
import type { Parts } from './parts.ts';
import type { OptedOut, OptOutList } from './resources.ts';

/** Numbers on opt-out lists: what consumers of a shared list may read and change too (facts section 3). */
export function optedOutNumberOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access } = parts;
  const listOf = (call: Call, nameOrArn: string): OptOutList =>
    access.reach(call, 'opt-out-list', nameOrArn, 'OptOutListName');
  const entry = (list: OptOutList, number: string): OptedOut => {
    const found = list.numbers.get(e164(number));
    if (!found) throw notFound('opted-out-number', number);
    return found;
  };

  return {
    PutOptedOutNumber: (input: Input<PutOptedOutNumberRequest>, call) => {
      const list = listOf(call, input.OptOutListName);
      const number = e164(input.OptedOutNumber);
      const optedOut = list.numbers.get(number) ?? { number, at: parts.now() };
      store.put({ ...list, numbers: new Map([...list.numbers, [number, optedOut]]) });
      return { ...shownOn(list), ...shown(optedOut) };
    },

    DescribeOptedOutNumbers: (input: Input<DescribeOptedOutNumbersRequest>, call) => {
      const list = listOf(call, input.OptOutListName);
      const asked = input.OptedOutNumbers?.length ? input.OptedOutNumbers : undefined;
      const numbers = asked?.map((number) => entry(list, number)) ?? [...list.numbers.values()];
      const { items, ...rest } = pageOfResources(world, call, input, [...new Set(numbers)], {
        keyOf: ({ number }) => number,
        filters: { 'end-user-opted-out': () => false },
      });
      return { ...shownOn(list), OptedOutNumbers: items.map(shown), ...rest };
    },

    DeleteOptedOutNumber: (input: Input<DeleteOptedOutNumberRequest>, call) => {
      const list = listOf(call, input.OptOutListName);
      const optedOut = entry(list, input.OptedOutNumber);
      store.put({
        ...list,
        numbers: new Map([...list.numbers].filter(([number]) => number !== optedOut.number)),
      });
      return { ...shownOn(list), ...shown(optedOut) };
    },
  };
}

const e164 = (number: string): string => (number.startsWith('+') ? number : `+${number}`);

const shownOn = ({ arn, name }: OptOutList) => ({ OptOutListArn: arn, OptOutListName: name });

/** Nobody sends STOP here: all numbers were put by an account. */
const shown = ({ number, at }: OptedOut) => ({
  OptedOutNumber: number,
  OptedOutTimestamp: at,
  EndUserOptedOut: false,
});
