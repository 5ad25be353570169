import { describe, expect, it } from 'vitest';
import { isSamePolicy } from '../../../src/core/resource-policy/same-policy.ts';

describe('two policies', () => {
  it.each([
    [undefined, undefined, true],
    ['{}', undefined, false],
    [undefined, '{}', false],
    ['{"a":1,"b":{"c":2,"d":[3]}}', '{ "b": {"d":[3], "c":2},\n "a":1 }', true],
    ['{"a":[1,2]}', '{"a":[2,1]}', false],
    ['{"a":["x"]}', '{"a":"x"}', false],
    ['{"a":1}', '{"a":1,"b":1}', false],
    ['{"a":1}', '{"a":"1"}', false],
    ['{"a":null}', '{"a":{}}', false],
    ['not JSON', 'not JSON', true],
    ['not JSON', 'nor this', false],
    ['not JSON', '{}', false],
    ['{}', 'not JSON', false],
    ['null', 'null ', true],
  ])('%s and %s', (a, b, expected) => {
    expect(isSamePolicy(a, b)).toBe(expected);
  });
});
