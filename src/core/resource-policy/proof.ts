import { type Consumer, consumerOf } from '../consumer.ts';
import type { Bound } from '../grant.ts';
import { type Condition, hasVariable, keyOf } from './condition.ts';

/** Of whom a condition speaks: of who asks, or of whom a service asks for. */
export type Side = 'principal' | 'source';

/** How narrowly a condition says who: a role, an account, an OU, an organization. The lowest is the narrowest. */
export const RANKS = { role: 0, account: 1, ou: 2, organization: 3 } as const;

/** What a condition proves: nobody but these passes it. Several values may name the same consumer. */
export interface Proof {
  readonly condition: Condition;
  readonly rank: number;
  readonly members: readonly { readonly value: string; readonly consumer: Consumer }[];
}

interface IdentityKey {
  readonly side: Side;
  readonly rank: number;
  /** @returns `undefined`: nobody can say whom the value means; `[]`: nobody. */
  readonly read: (value: string, test: Condition['test']) => readonly Consumer[] | undefined;
}

const IDENTITY_KEYS: ReadonlyMap<string, IdentityKey> = new Map([
  ['aws:principalarn', { side: 'principal', rank: RANKS.role, read: readPrincipalArn }],
  ['aws:principalaccount', { side: 'principal', rank: RANKS.account, read: readAccount }],
  ['aws:principalorgpaths', { side: 'principal', rank: RANKS.ou, read: readPath }],
  ['aws:principalorgid', { side: 'principal', rank: RANKS.organization, read: readOrganization }],
  ['aws:sourcearn', { side: 'source', rank: RANKS.account, read: readSourceArn }],
  ['aws:sourceaccount', { side: 'source', rank: RANKS.account, read: readAccount }],
  ['aws:sourceorgpaths', { side: 'source', rank: RANKS.ou, read: readPath }],
  // AWS does not document it (awsdocs/iam-user-guide#111)
  ['aws:sourceowner', { side: 'source', rank: RANKS.account, read: () => undefined }],
  ['aws:sourceorgid', { side: 'source', rank: RANKS.organization, read: readOrganization }],
]);

/** @returns `undefined`: the condition does not say who. */
export const sideOf = (condition: Condition): Side | undefined => IDENTITY_KEYS.get(keyOf(condition))?.side;

/**
 * What the condition proves of those who pass it.
 *
 * @returns `undefined`: nothing. It may be about something else, hold without its key, or have a value that can't be
 * read as one consumer.
 */
export function proofOf(condition: Condition): Proof | undefined {
  if (condition.isNegated || condition.set === 'all') return undefined;
  return isPath(condition) && condition.set === undefined ? undefined : namedBy(condition);
}

/** What a condition proves of those whom its Deny spares: nobody but these. */
export function exemptFrom(condition: Condition): Proof | undefined {
  if (!condition.isNegated || condition.set === 'any' || sideOf(condition) !== 'principal') return undefined;
  return isPath(condition) && condition.set === undefined ? undefined : namedBy(condition);
}

/** Without a set operator nobody can say how IAM compares a key of several values. */
const isPath = (condition: Condition): boolean => IDENTITY_KEYS.get(keyOf(condition))?.rank === RANKS.ou;

function namedBy(condition: Condition): Proof | undefined {
  const { test, isIfExists, values } = condition;
  const key = IDENTITY_KEYS.get(keyOf(condition));
  if (!key || !test || isIfExists || values.some(hasVariable)) return undefined;
  const read = values.map((value) => key.read(test === 'any-case' ? value.toLowerCase() : value, test));
  if (read.includes(undefined)) return undefined;
  const members = read.flatMap((consumers = [], index) =>
    consumers.map((consumer) => ({ value: values[index] ?? '', consumer })),
  );
  return { condition, rank: key.rank, members };
}

/** Does the condition speak only of parts of the consumer, so that without them the consumer is still there? */
export function isPartOf(condition: Condition, consumer: Consumer): boolean {
  const named = namedBy(condition);
  return named?.members.every((member) => rankOf(member.consumer) < rankOf(consumer)) ?? false;
}

function rankOf({ kind, principal, id }: Consumer): number {
  if (kind === 'everyone') return Number.POSITIVE_INFINITY;
  if (kind === 'account') return principal === id ? RANKS.account : RANKS.role;
  return kind === 'ou' || kind === 'organization' ? RANKS[kind] : RANKS.role;
}

/** The proof as a bound: one of its members must hold whoever else is named. */
export const boundOf = ({ members }: Proof): Bound => members.map(({ consumer }) => part(consumer));

function part(consumer: Consumer): Bound[number] {
  if (consumer.kind === 'account') return { account: consumer.id };
  if (consumer.kind === 'ou') return { organization: consumer.organization, ou: consumer.id };
  return { organization: consumer.id };
}

const hasWildcard = (value: string): boolean => /[*?]/.test(value);

function readAccount(value: string): readonly Consumer[] | undefined {
  if (/^\d{12}$/.test(value)) return [consumerOf(value)];
  return hasWildcard(value) ? undefined : [];
}

function readPrincipalArn(value: string): readonly Consumer[] | undefined {
  if (/^arn:[^:*?]+:(iam|sts)::\d{12}:\S+$/.test(value)) return [consumerOf(value)];
  return hasWildcard(value) ? undefined : [];
}

/** In ArnLike a `*` ends with its part of the ARN; in StringLike it may hide an account of somebody else's choice. */
function readSourceArn(value: string, test: Condition['test']): readonly Consumer[] | undefined {
  const form = test === 'arn' ? /^(?:[^:]*:){4}(\d{12}):/ : /^(?:[^:*?]*:){4}(\d{12}):/;
  const account = form.exec(value)?.[1];
  return account === undefined ? undefined : [consumerOf(account)];
}

const organization = (id: string): Consumer => ({ kind: 'organization', principal: id, id });

function readOrganization(value: string): readonly Consumer[] | undefined {
  if (/^o-[a-z0-9]+$/.test(value)) return [organization(value)];
  return hasWildcard(value) ? undefined : [];
}

/** A path is as narrow as its last OU that is written out: `o-…/r-…/ou-…/*` (facts 7.1). */
function readPath(value: string): readonly Consumer[] | undefined {
  const [id = '', ...rest] = value.split('/');
  if (!/^o-[a-z0-9]+$/.test(id)) return hasWildcard(id) ? undefined : [];
  const ou = rest.findLast((segment) => /^ou-[a-z0-9-]+$/.test(segment));
  return [ou === undefined ? organization(id) : { kind: 'ou', principal: value, id: ou, organization: id }];
}
