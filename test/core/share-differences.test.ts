import { describe, expect, it } from 'vitest';
import type { Act, ShareBefore } from '../../src/core/removal.ts';
import { isBackOnShare, type ShareNow, shareDifferences } from '../../src/core/share-differences.ts';
import {
  ALLOWED,
  aRemoval,
  aShare,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  type ShareParts,
  SNS,
} from '../support/builders.ts';

const SENDING = { arn: 'arn:aws:ram::aws:permission/Sending', version: '1' };
const before: ShareBefore = { resources: [NUMBER], sources: [OWNER], permissions: [SENDING] };
const principal: Act = { kind: 'share-principal', before };
const source: Act = { kind: 'share-source', before: { ...before, sources: [OWNER, OUTSIDER] } };
const resources: Act = {
  kind: 'share-resources',
  taken: [POOL],
  before: { ...before, resources: [NUMBER, POOL] },
};
const ownerSource: Act = { kind: 'share-owner-source', before: { ...before, sources: [] } };
const member: Act = { kind: 'share-member', member: POOL, before };

interface Parts extends ShareParts {
  readonly permissions?: ShareNow['permissions'];
  readonly sources?: readonly string[];
}
function aNow({ permissions = [SENDING], sources = [OWNER], ...parts }: Parts = {}): ShareNow {
  return { share: aShare(parts), sources, permissions };
}

describe('a share that is as it was', () => {
  it.each<[Act, Parts, string?]>([
    [principal, {}],
    [principal, {}, SNS],
    [source, {}],
    [source, { sources: [OWNER, OUTSIDER] }],
    [resources, {}],
    [resources, { resources: [NUMBER, POOL] }],
    [resources, { resources: [NUMBER, `${POOL}=DISASSOCIATED`] }],
    [ownerSource, {}],
    [member, { resources: [NUMBER, POOL] }],
    [member, { resources: [] }],
  ])('differs in nothing for $kind', (act, parts, who = OUTSIDER) => {
    expect(shareDifferences(aRemoval({ act, principal: who }), aNow(parts))).toEqual([]);
  });
});

describe('a share that has changed', () => {
  it.each<[string, Act, Parts, string, readonly string[]]>([
    [
      'is told what it holds',
      principal,
      { resources: [POOL] },
      OUTSIDER,
      [`the share holds ${POOL} since`, `the share no longer holds ${NUMBER}`],
    ],
    [
      'is told what it holds beside what comes back',
      resources,
      { resources: [POOL] },
      OUTSIDER,
      [`the share no longer holds ${NUMBER}`],
    ],
    [
      'is told what it gives',
      principal,
      { permissions: [{ ...SENDING, version: '2' }] },
      OUTSIDER,
      [`it gives ${SENDING.arn} in version 2 since`, `it no longer gives ${SENDING.arn} in version 1`],
    ],
    [
      'is told where nobody noted what it gave',
      { kind: 'share-principal', before: { ...before, permissions: undefined } },
      {},
      OUTSIDER,
      ['which permissions the share gave then is not on record'],
    ],
    [
      'is told for resources',
      resources,
      { permissions: [] },
      OUTSIDER,
      [`it no longer gives ${SENDING.arn} in version 1`],
    ],
    [
      'is told for sources',
      source,
      { permissions: [] },
      OUTSIDER,
      [`it no longer gives ${SENDING.arn} in version 1`],
    ],
    [
      'is told whom its services act for',
      principal,
      { sources: [ALLOWED] },
      SNS,
      [`its services act for ${ALLOWED} since`, `its services no longer act for ${OWNER}`],
    ],
    [
      'is told whom its services act for beside the one that comes back',
      source,
      { sources: [] },
      OUTSIDER,
      [`its services no longer act for ${OWNER}`],
    ],
    ['does not say so of an account', principal, { sources: [] }, OUTSIDER, []],
    [
      'keeps its only source',
      ownerSource,
      { principals: [SNS] },
      SNS,
      [`${OWNER} is the only source of ${SNS}, and RAM keeps at least one`],
    ],
    ['may lose one of its sources', ownerSource, { principals: [SNS], sources: [OWNER, ALLOWED] }, SNS, []],
    [
      'is not changed by RAM',
      member,
      { featureSet: 'CREATED_FROM_POLICY' },
      '',
      ['RAM does not change the share any more: it is CREATED_FROM_POLICY'],
    ],
  ])('%s', (_, act, parts, who, reasons) => {
    expect(shareDifferences(aRemoval({ act, principal: who }), aNow(parts))).toEqual(reasons);
  });
});

describe('what a removal did to a share', () => {
  it.each<[string, Act, Parts, Parts]>([
    ['a principal', principal, { principals: [OUTSIDER] }, { principals: [`${OUTSIDER}=DISASSOCIATING`] }],
    ['a source', source, { sources: [OUTSIDER] }, {}],
    ['resources', resources, { resources: [POOL] }, { resources: [NUMBER] }],
    ['the owner as source', ownerSource, { sources: [] }, {}],
    ['a member', member, {}, { resources: [NUMBER, POOL] }],
  ])('%s: is undone, or not yet', (_, act, back, notBack) => {
    const removal = aRemoval({ act, principal: OUTSIDER });
    expect(isBackOnShare(removal, aNow(back))).toBe(true);
    expect(isBackOnShare(removal, aNow(notBack))).toBe(false);
  });
});
