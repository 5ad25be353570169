import { describe, expect, it } from 'vitest';
import { judgedParts } from '../../src/core/judged-parts.ts';
import { NOW, NUMBER, OPT_OUT_LIST, POOL, smsArn } from '../support/builders.ts';

const DEFAULT_LIST = smsArn('opt-out-list/Default');
const pool = (optOutList?: string) => ({ arn: POOL, members: [NUMBER], optOutList, readAt: NOW });

describe('what is judged of a pool', () => {
  it.each([
    ['all of it', 'tell', 'tell', OPT_OUT_LIST, [NUMBER], OPT_OUT_LIST],
    ['its members where they are to be shared', 'share', 'tell', OPT_OUT_LIST, [NUMBER], OPT_OUT_LIST],
    ['no member', 'ignore', 'tell', OPT_OUT_LIST, [], OPT_OUT_LIST],
    ['no opt-out list', 'tell', 'ignore', OPT_OUT_LIST, [NUMBER], undefined],
    ['not the list that every account has', 'tell', 'tell', DEFAULT_LIST, [NUMBER], undefined],
    ['no list where it names none', 'tell', 'tell', undefined, [NUMBER], undefined],
  ] as const)('is %s', (_, members, optOutList, list, judgedMembers, judgedList) => {
    const parts = judgedParts(pool(list), { pools: { members, optOutList } });
    expect(parts).toEqual({ arn: POOL, members: judgedMembers, optOutList: judgedList, readAt: NOW });
  });
});
