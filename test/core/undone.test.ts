import { describe, expect, it } from 'vitest';
import type { Act } from '../../src/core/removal.ts';
import { isUndoneOnShare } from '../../src/core/undone.ts';
import {
  ALLOWED,
  aRemoval,
  aShare,
  BEFORE,
  judgements,
  NUMBER,
  OUTSIDER,
  OWNER,
  POOL,
  SENDER_ID,
  type ShareParts,
  SNS,
  TAKE_OFF,
} from '../support/builders.ts';

const isUndone = (act: Act, parts: ShareParts, through?: string) =>
  isUndoneOnShare(aRemoval({ act, through }), aShare(parts), judgements(parts));

describe('a principal to be taken off a share', () => {
  const act: Act = TAKE_OFF;
  it.each<[string, ShareParts, boolean]>([
    ['is there', { principals: [OUTSIDER] }, true],
    ['is there while RAM takes it off', { principals: [`${OUTSIDER}=DISASSOCIATING`] }, true],
    ['is gone', { principals: [`${OUTSIDER}=DISASSOCIATED`] }, false],
    ['is another', { principals: [ALLOWED] }, false],
    ['is only the source of a service', { principals: [SNS], sources: [OUTSIDER] }, false],
  ])('%s', (_, parts, expected) => {
    expect(isUndone(act, parts)).toBe(expected);
  });
});

describe('a source to be taken off a share', () => {
  const act: Act = { kind: 'share-source', before: BEFORE };
  it.each<[string, ShareParts, boolean]>([
    ['is there', { principals: [SNS], sources: [OUTSIDER] }, true],
    ['is gone', { principals: [SNS], sources: [OWNER] }, false],
    ['is there, but as a principal', { principals: [SNS, OUTSIDER], sources: [OWNER] }, false],
  ])('%s', (_, parts, expected) => {
    expect(isUndone(act, parts, SNS)).toBe(expected);
  });
});

describe('resources to be taken off a share', () => {
  const act: Act = { kind: 'share-resources', taken: [NUMBER, POOL], before: BEFORE };
  it.each<[string, readonly string[], boolean]>([
    ['are both there', [NUMBER, POOL], true],
    ['are there in part', [SENDER_ID, POOL], true],
    ['are being taken off', [`${NUMBER}=DISASSOCIATING`, `${POOL}=DISASSOCIATED`], true],
    ['are not there, but another one is', [SENDER_ID], true],
    ['are not there', [`${SENDER_ID}=DISASSOCIATED`], false],
  ])('%s', (_, resources, expected) => {
    expect(isUndone(act, { principals: [OUTSIDER], resources })).toBe(expected);
  });
});

describe('a member to be put on a share', () => {
  const act: Act = { kind: 'share-member', member: NUMBER, before: BEFORE };
  it.each<[string, readonly string[], boolean]>([
    ['is there', [POOL, NUMBER], false],
    ['is on its way', [`${NUMBER}=ASSOCIATING`], false],
    ['is not there', [POOL], true],
    ['failed to arrive', [POOL, `${NUMBER}=FAILED`], true],
  ])('%s', (_, resources, expected) => {
    expect(isUndone(act, { resources })).toBe(expected);
  });
});

describe('a source to be given to a service', () => {
  const act: Act = { kind: 'share-owner-source', before: BEFORE };
  it.each<[string, ShareParts, boolean]>([
    ['is there', { sources: [OWNER] }, false],
    ['is not there', { sources: [] }, true],
    ['is gone', { sources: [`${OWNER}=DISASSOCIATING`] }, true],
    ['has not been looked for', {}, false],
  ])('%s', (_, parts, expected) => {
    expect(isUndone(act, { principals: [SNS], ...parts })).toBe(expected);
  });
});
