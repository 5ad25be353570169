import { nameOf } from '../../src/core/consumer.ts';
import type { Grant } from '../../src/core/grant.ts';
import { smsResource } from '../../src/core/resource.ts';
import { type PolicyOn, policyGrants } from '../../src/core/resource-policy/policy-grants.ts';
import { NUMBER } from './builders.ts';

type Members = Readonly<Record<string, unknown>>;

/** A statement that lets everyone send texts, unless its members say otherwise. */
export const anAllow = (members: Members = {}): Members => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'sms-voice:SendTextMessage',
  ...members,
});

/** A statement that forbids everyone everything, unless its members say otherwise. */
export const aDeny = (members: Members = {}): Members => ({
  Effect: 'Deny',
  Principal: '*',
  Action: '*',
  ...members,
});

export const aDocument = (...statements: readonly Members[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export function aPolicy(
  document: string,
  parts: { resource?: string; ram?: readonly string[] } = {},
): PolicyOn {
  const resource = smsResource(parts.resource ?? NUMBER);
  if (!resource) throw new Error(`not an SMS resource: ${parts.resource}`);
  return { resource, document, ramDocuments: parts.ram ?? [] };
}

/** The grants of these statements on the number, each as a line: {@link line}. */
export const linesOf = (...statements: readonly Members[]): readonly string[] =>
  linesIn(aPolicy(aDocument(...statements)));

export function linesIn(policy: PolicyOn): readonly string[] {
  const read = policyGrants(policy);
  if (!read.ok) throw new Error(read.reason);
  return read.grants.map(line);
}

/** `account 444455556666 through sns.amazonaws.com within o-exampleorgid, but its condition …`. */
function line({ consumer, via, source, bounds = [], doubt }: Grant): string {
  const within = bounds.map((bound) =>
    bound
      .map((part) => ('account' in part ? part.account : 'ou' in part ? part.ou : part.organization))
      .join('|'),
  );
  return [
    `${consumer.kind} ${nameOf(consumer)}`,
    ...(via.through ? [` through ${via.through}`] : []),
    ...(source ? [` ${source}`] : []),
    ...within.map((text) => ` within ${text}`),
    ...(doubt ? [`, but ${doubt}`] : []),
  ].join('');
}
