import type {
  CreateOptOutListRequest,
  DeleteOptOutListRequest,
  DescribeOptOutListsRequest,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Operation } from '../service.ts';
import type { Input } from '../wire/input.ts';
import { arnOf } from './arns.ts';
import { described, pageOfResources } from './describe.ts';
import { conflict } from './errors.ts';
import type { Parts } from './parts.ts';
import { checkQuota } from './quotas.ts';
import type { OptOutList } from './resources.ts';
import { DEFAULT_OPT_OUT_LIST } from './store.ts';
import { checkTags } from './tag-store.ts';

/** CreateOptOutList, DescribeOptOutLists, DeleteOptOutList. There is no update (facts section 2). */
export function optOutListOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, store, access, tags, once } = parts;
  const isInUse = (arn: string): boolean =>
    [...store.list('pool'), ...store.list('phone-number'), ...store.list('rcs-agent')].some(
      ({ optOutList }) => optOutList === arn,
    );

  return {
    CreateOptOutList: (input: Input<CreateOptOutListRequest>, call) =>
      once(call, input, () => {
        const { OptOutListName: name } = input;
        checkTags(input.Tags);
        const arn = arnOf(call.caller, 'opt-out-list', name);
        if (store.find('opt-out-list', arn)) throw conflict('RESOURCE_ALREADY_EXISTS', 'opt-out-list', name);
        checkQuota(store, call.caller, 'opt-out-list');
        const { account, region } = call.caller;
        const scope = { account, region };
        const list: OptOutList = {
          type: 'opt-out-list',
          arn,
          scope,
          name,
          numbers: new Map(),
          createdAt: parts.now(),
        };
        store.put(list);
        tags.add(arn, input.Tags);
        return { ...shownList(list), Tags: tags.of(arn) };
      }),

    DescribeOptOutLists: (input: Input<DescribeOptOutListsRequest>, call) => {
      const ids = { member: 'OptOutListNames', given: input.OptOutListNames };
      const lists = described(parts, call, 'opt-out-list', input.Owner, ids);
      const { items, ...rest } = pageOfResources(world, call, input, lists, {
        keyOf: ({ arn }) => arn,
        filters: {},
      });
      return { OptOutLists: items.map(shownList), ...rest };
    },

    /** Which reason AWS gives for a list in use is not published. */
    DeleteOptOutList: (input: Input<DeleteOptOutListRequest>, call) => {
      const list = access.own(call, 'opt-out-list', input.OptOutListName, 'OptOutListName');
      if (list.name === DEFAULT_OPT_OUT_LIST) {
        throw conflict('RESOURCE_DELETION_NOT_ALLOWED', 'opt-out-list', list.name);
      }
      if (isInUse(list.arn)) throw conflict('RESOURCE_NOT_EMPTY', 'opt-out-list', list.name);
      parts.remove(list.arn);
      return shownList(list);
    },
  };
}

const shownList = ({ arn, name, createdAt }: OptOutList) => ({
  OptOutListArn: arn,
  OptOutListName: name,
  CreatedTimestamp: createdAt,
});
