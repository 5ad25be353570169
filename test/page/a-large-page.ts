import type { PageData } from '../../src/page/page-data.ts';
import { NOW, POOL, SCOPE, SHARE, smsArn } from '../support/builders.ts';

const [NUMBERS, CONSUMERS] = [200, 5000];

/** A pool of 200 numbers that are shared with 5,000 consumers; every other consumer lacks half of them. */
export function aLargePage(): PageData {
  const numbers = Array.from({ length: NUMBERS }, (_, n) => {
    const name = `phone-${String(n).padStart(32, '0')}`;
    return {
      arn: smsArn(`phone-number/${name}`),
      type: 'phone-number' as const,
      name,
      number: `+1206555${1000 + n}`,
    };
  });
  const pool = { arn: POOL, type: 'pool' as const, name: POOL.split('/').at(-1) ?? '' };
  const ids = Array.from({ length: CONSUMERS }, (_, n) => String(100_000_000_000 + n));
  const all = Array.from({ length: NUMBERS + 1 }, (_, n) => n);
  return {
    ...SCOPE,
    organization: 'o-exampleorgid',
    mode: 'observe',
    readAt: NOW,
    basis: 'record',
    resources: [...numbers, pool],
    groups: [all, all.filter((n) => n % 2 === 0)],
    paths: [{ share: { arn: SHARE, name: 'everything' } }],
    verdicts: [
      {
        found: 'kept',
        action: 'keep',
        decision: 'allowed',
        reason: 'every guardrail that covers it allows it',
      },
      {
        found: 'forbidden-consumer',
        action: 'tell',
        decision: 'forbidden',
        guardrail: 'inside',
        reason: 'only observed',
      },
    ],
    accesses: ids.map((consumer, n) => ({
      consumer,
      state: 'active',
      path: 0,
      group: n % 2,
      verdict: n % 5 === 0 ? 1 : 0,
    })),
    troubles: [],
    pools: [
      {
        ...pool,
        members: numbers.map((each) => ({ ...each, isShareable: true, isForServices: true })),
        consumers: ids.map((id, n) => ({ id, lacks: n % 2 })),
        gaps: [[], all.filter((n) => n % 2 === 1 && n < NUMBERS)],
        shares: [{ arn: SHARE, name: 'everything' }],
      },
    ],
    guardrails: [],
    findings: ids.map((consumer) => ({
      id: `forbidden-consumer|${SHARE}|${consumer}`,
      about: SHARE,
      kind: 'forbidden-consumer',
      severity: 'critical',
      status: 'open',
      openedAt: NOW,
      share: { arn: SHARE, name: 'everything' },
      consumer,
      resources: [numbers[0]?.arn ?? ''],
      reason: 'only observed',
      decisions: [],
    })),
    removals: [],
    waivers: [],
  };
}
