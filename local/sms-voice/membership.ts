import type { Parts } from './parts.ts';
import type { Pool, PoolMember } from './resources.ts';

/** Puts an identity into a pool: ASSOCIATING, then listed. */
export function join(parts: Pick<Parts, 'store' | 'settle'>, pool: Pool, identity: string): void {
  const { store, settle } = parts;
  store.change('pool', pool.arn, (now) => ({
    ...now,
    members: [...now.members, { arn: identity, state: 'joining' }],
  }));
  store.change('phone-number', identity, (now) => ({ ...now, status: 'ASSOCIATING' }));
  settle(() => {
    store.change('pool', pool.arn, (now) => ({ ...now, members: inState(now, identity, 'in') }));
    store.change('phone-number', identity, (now) => ({ ...now, status: 'ACTIVE' }));
  });
}

/** Takes an identity out of a pool: DISASSOCIATING and still listed, then gone. */
export function leave(parts: Pick<Parts, 'store' | 'settle'>, pool: Pool, identity: string): void {
  const { store, settle } = parts;
  store.change('pool', pool.arn, (now) => ({ ...now, members: inState(now, identity, 'leaving') }));
  store.change('phone-number', identity, (now) => ({ ...now, status: 'DISASSOCIATING' }));
  settle(() => {
    store.change('pool', pool.arn, (now) => ({
      ...now,
      members: now.members.filter(({ arn }) => arn !== identity),
    }));
    store.change('phone-number', identity, (now) => ({ ...now, status: 'ACTIVE' }));
  });
}

const inState = (pool: Pool, identity: string, state: PoolMember['state']): readonly PoolMember[] =>
  pool.members.map((member) => (member.arn === identity ? { ...member, state } : member));
