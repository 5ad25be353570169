import { describe, expect, it } from 'vitest';
import { coverings, covers, needsTags } from '../../src/core/covering.ts';
import type { Guardrail, ResourceSelector } from '../../src/core/guardrail.ts';
import type { Answer } from '../../src/core/organization.ts';
import type { Tags } from '../../src/core/resource.ts';
import { ALLOWED, aResource, NUMBER, OWNER, POOL, SANDBOX, smsArn } from '../support/builders.ts';

const number = (tags?: Tags) => ({ ...aResource(NUMBER), ...(tags && { tags }) });
const about = (resources?: ResourceSelector, id = 'rule'): Guardrail => ({ id, resources });
const production = about({ tags: { environment: 'production' } }, 'production');

describe('a guardrail', () => {
  it.each<[ResourceSelector, Answer]>([
    [{ regions: ['us-east-1'] }, 'yes'],
    [{ regions: ['eu-west-1', 'us-east-1'] }, 'yes'],
    [{ regions: ['eu-west-1'] }, 'no'],
    [{ regions: [] }, 'yes'],
    [{ accounts: [OWNER] }, 'yes'],
    [{ accounts: [ALLOWED] }, 'no'],
    [{ regions: ['us-east-1'], accounts: [ALLOWED] }, 'no'],
    [{ types: ['phone-number'], regions: ['us-east-1'], accounts: [OWNER], arns: ['*'] }, 'yes'],
    [{ types: ['phone-number'], arns: [POOL] }, 'no'],
  ])('about %j covers a number: %s', (resources, expected) => {
    expect(covers(about(resources), number())).toBe(expected);
  });

  it.each<[Tags, Tags | undefined, Answer]>([
    [{}, undefined, 'yes'],
    [{ environment: 'production' }, { environment: 'production', team: 'x' }, 'yes'],
    [{ environment: 'production' }, { environment: 'test' }, 'no'],
    [{ environment: 'production' }, {}, 'no'],
    [{ environment: 'production' }, undefined, 'unknown'],
    [{ environment: '*' }, { environment: 'test' }, 'yes'],
    [{ environment: '*' }, { team: 'x' }, 'no'],
    [{ environment: '*', team: 'x' }, { environment: 'test' }, 'no'],
    [{ environment: '*', team: 'x' }, { environment: 'test', team: 'y' }, 'no'],
    [{ toString: '*' }, {}, 'no'],
  ])('about tags %j covers a number with %j: %s', (tags, own, expected) => {
    expect(covers(about({ tags }), number(own))).toBe(expected);
  });

  it('does not ask for tags where something else decides', () => {
    expect(covers(about({ types: ['pool'], tags: { environment: 'production' } }), number())).toBe('no');
  });
});

describe('tags', () => {
  it('must be read where a guardrail depends on them, and nowhere else', () => {
    expect(needsTags([about(), production], number())).toBe(true);
    expect(needsTags([about(), production], number({}))).toBe(false);
    expect(needsTags([about(), about({ types: ['pool'] })], number())).toBe(false);
  });
});

describe('the guardrails that cover a resource', () => {
  const file: readonly Guardrail[] = [
    { ...production, allow: [{ account: ALLOWED }] },
    about({ types: ['pool'] }, 'pools'),
    { ...about(undefined, 'all'), deny: [{ account: SANDBOX }] },
  ];
  const covering = coverings(file, 'o-exampleorgid');
  const shortly = (tags?: Tags) =>
    covering(number(tags)).map(({ rule, isCertain }) => [rule.guardrail.id, isCertain]);

  it('stand in the order of the file, with what only tags can say', () => {
    expect(shortly()).toEqual([
      ['production', false],
      ['all', true],
    ]);
  });

  it('are others once the tags have been read', () => {
    expect(shortly()).toHaveLength(2);
    expect(shortly({ environment: 'test' })).toEqual([['all', true]]);
    expect(shortly({ environment: 'production' })).toEqual([
      ['production', true],
      ['all', true],
    ]);
  });

  it('have the lists that the file gives them, ready to be asked', () => {
    const [first, second] = covering(number()).map(({ rule }) => rule);
    expect([typeof first?.allow, first?.deny]).toEqual(['function', undefined]);
    expect([second?.allow, typeof second?.deny]).toEqual([undefined, 'function']);
  });

  it('are looked for once', () => {
    const same = number({ environment: 'test' });
    expect(covering(same)).toBe(covering(same));
    expect(covering(same)).not.toBe(covering(aResource(POOL)));
  });

  it('are one list for all resources that are covered alike', () => {
    const tags = { environment: 'test' };
    const other = { ...aResource(smsArn('phone-number/phone-1')), tags };
    expect(covering(other)).toBe(covering(number(tags)));
  });
});
