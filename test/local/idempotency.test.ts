import { expect, it } from 'vitest';
import { oncePerToken } from '../../local/idempotency.ts';

const caller = {
  account: '111122223333',
  region: 'us-east-1',
  arn: 'arn:aws:iam::111122223333:user/operator',
  accessKeyId: '111122223333',
  userAgent: '',
};
const DAY_MS = 24 * 60 * 60 * 1000;

function aMemory() {
  let now = 0;
  let count = 0;
  const once = oncePerToken({ now: () => now });
  const refuse = () => new Error('refused');
  return {
    pass: (ms: number) => {
      now += ms;
    },
    ask: (parameters: object, token = 't-1') =>
      once({ call: { operation: 'CreatePool', caller }, token, parameters, refuse }, () => ({
        count: ++count,
      })),
  };
}

it('answers a request with its members in another order as the same one', () => {
  const { ask } = aMemory();
  const first = ask({ name: 'a', tags: [{ key: 'k', value: 'v' }] });
  expect(ask({ tags: [{ value: 'v', key: 'k' }], name: 'a', more: undefined })).toBe(first);
});

it('refuses a token with a list in another order, for order may mean something there', () => {
  const { ask } = aMemory();
  ask({ principals: ['a', 'b'] });
  expect(() => ask({ principals: ['b', 'a'] })).toThrow('refused');
});

it('forgets a token after a day, and no other with it', () => {
  const { ask, pass } = aMemory();
  ask({}, 'old');
  pass(DAY_MS - 1);
  const young = ask({}, 'young');
  pass(1);
  expect(ask({}, 'old')).toEqual({ count: 3 });
  expect(ask({}, 'young')).toBe(young);
});
