import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bound, Grant } from '../../../src/core/grant.ts';
import { smsResource } from '../../../src/core/resource.ts';
import { policyGrants } from '../../../src/core/resource-policy/policy-grants.ts';
import {
  type PolicyEdits,
  type PolicyTarget,
  remediated,
} from '../../../src/core/resource-policy/without-consumers.ts';
import { NUMBER, OWNER } from '../../support/builders.ts';
import { POLICIES, type PolicyCase, REQUESTS } from '../../support/policy-documents.ts';
import { type Asker, allowedBy, like, type Request } from '../../support/reference-policy.ts';
import { runs } from '../../support/runs.ts';

function property(check: (policy: PolicyCase) => void): void {
  const holds = fc.property(POLICIES, (policy) => {
    check(policy);
  });
  fc.assert(holds, runs(150));
}

describe('any policy', () => {
  it('lets nobody in whom no grant covers', () => {
    property((policy) => expect(uncovered(policy)).toEqual([]));
  });

  it('keeps what it allows to others when a consumer is taken out', () => {
    property((policy) => {
      const grants = grantsOf(policy);
      for (const target of targetsOf(grants)) {
        const mine = grants.filter((grant) => isFor(grant, target));
        const { gained, lost } = difference(policy, edited(policy, { remove: [target] }));
        expect(gained).toEqual([]);
        expect(lost.filter(({ asker }) => !mine.some((grant) => covers(grant, asker)))).toEqual([]);
      }
    });
  });

  it('keeps what other words of the same statements let in', () => {
    property((policy) => {
      for (const target of targetsOf(grantsOf(policy))) {
        const { lost } = difference(policy, edited(policy, { remove: [target] }));
        const others = wordsOf(policy).filter(
          (word) => !grantsOf(word).some((grant) => isFor(grant, target)),
        );
        const wronged = others.flatMap(({ document }) => lost.filter(allowedBy(document)));
        expect(wronged).toEqual([]);
      }
    });
  });

  it('grants a consumer nothing that was taken out, and the rest by the grants that are left', () => {
    property((policy) => {
      for (const target of targetsOf(grantsOf(policy))) {
        const after = edited(policy, { remove: [target] });
        const left = grantsOf(after).filter((grant) => isFor(grant, target));
        expect(left.filter(({ doubt }) => !doubt?.includes('its NotPrincipal'))).toEqual([]);
        expect(uncovered(after)).toEqual([]);
      }
    });
  });

  it('lets in only whom RAM or a NotPrincipal does when all consumers are taken out', () => {
    property((policy) => {
      const after = handWritten(edited(policy, { remove: targetsOf(grantsOf(policy)) }));
      const rest = statementsOf(policy).filter((each) => each.Effect === 'Deny' || 'NotPrincipal' in each);
      const isUntouched = allowedBy(JSON.stringify({ Statement: rest }));
      const stillIn = REQUESTS.filter(allowedBy(after)).filter(
        (each) => isOther(each.asker) && !isUntouched(each),
      );
      expect(stillIn).toEqual([]);
    });
  });

  it('keeps every statement that does not name the consumer, and all that is beside the statements', () => {
    property((policy) => {
      const grants = grantsOf(policy);
      for (const target of targetsOf(grants)) {
        const after = edited(policy, { remove: [target] });
        const labels = grants
          .filter((grant) => isFor(grant, target))
          .map(({ via }) => 'statement' in via && via.statement);
        const kept = statementsOf(policy).filter(
          (each, index) => !labels.includes(String(each.Sid)) && !labels.includes(`statement ${index + 1}`),
        );
        for (const each of kept) expect(statementsOf(after)).toContainEqual(each);
        if (after.document !== '') expect(besideOf(after)).toEqual(besideOf(policy));
      }
    });
  });

  it('is changed no more when it is done again', () => {
    property((policy) => {
      const grants = grantsOf(policy);
      for (const target of targetsOf(grants)) {
        const edits = { remove: [target], bindToOwner: openServices(grants) };
        const after = edited(policy, edits);
        expect(edited(after, edits)).toEqual(after);
      }
    });
  });

  it('lets a service that is bound to the owner act for the owner only, and others as before', () => {
    property((policy) => {
      const grants = grantsOf(policy);
      for (const service of openServices(grants)) {
        const after = edited(policy, { bindToOwner: [service] });
        const { gained, lost } = difference(policy, after);
        expect(gained).toEqual([]);
        expect(lost.filter(({ asker }) => serviceOf(asker) !== service || sourceOf(asker) === OWNER)).toEqual(
          [],
        );
        expect(openServices(grantsOf(after))).not.toContain(service);
        expect(uncovered(after)).toEqual([]);
      }
    });
  });
});

function on({ document, ramDocuments }: PolicyCase) {
  const resource = smsResource(NUMBER);
  if (!resource) throw new Error('the number is no SMS resource');
  return { resource, document, ramDocuments };
}

/** The policy after the edits; one that was deleted has no text. */
function edited(policy: PolicyCase, edits: Partial<PolicyEdits>): PolicyCase {
  if (policy.document === '') return policy;
  return { ...policy, document: remediated(on(policy), { remove: [], bindToOwner: [], ...edits }) ?? '' };
}

function grantsOf(policy: PolicyCase): readonly Grant[] {
  if (policy.document === '') return [];
  const read = policyGrants(on(policy));
  if (!read.ok) throw new Error(read.reason);
  return read.grants;
}

const throughOf = ({ via }: Grant): string | undefined => via.through;

function targetsOf(grants: readonly Grant[]): readonly PolicyTarget[] {
  const targets = grants.map((grant) => ({ principal: grant.consumer.principal, through: throughOf(grant) }));
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}

const isFor = (grant: Grant, { principal, through }: PolicyTarget): boolean =>
  grant.consumer.principal === principal && throughOf(grant) === through;

const openServices = (grants: readonly Grant[]): readonly string[] => [
  ...new Set(grants.filter(({ source }) => source === 'open').map(({ consumer }) => consumer.principal)),
];

type Statements = readonly Readonly<Record<string, unknown>>[];

function statementsOf({ document }: PolicyCase): Statements {
  if (document === '') return [];
  const { Statement } = JSON.parse(document) as { Statement: unknown };
  return (Array.isArray(Statement) ? Statement : [Statement]) as Statements;
}

function besideOf({ document }: PolicyCase): unknown {
  const { Statement, ...beside } = JSON.parse(document) as Record<string, unknown>;
  return beside;
}

/** The document without the statements that RAM wrote. */
function handWritten(policy: PolicyCase): string {
  const statements = [...statementsOf(policy)];
  for (const document of policy.ramDocuments) {
    for (const { Sid, ...written } of statementsOf({ document, ramDocuments: [] })) {
      const at = statements.findIndex(({ Sid: _, ...each }) => isDeepStrictEqual(each, written));
      if (at >= 0) statements.splice(at, 1);
    }
  }
  return JSON.stringify({ Statement: statements });
}

/** For each word of each hand-written statement's Principal, the policy that has only that word of it, and every Deny. */
function wordsOf(policy: PolicyCase): readonly PolicyCase[] {
  const statements = statementsOf({ document: handWritten(policy), ramDocuments: [] });
  const denies = statements.filter(({ Effect }) => Effect === 'Deny');
  const principalsOf = (principal: unknown): readonly unknown[] =>
    typeof principal !== 'object' || principal === null
      ? [principal]
      : Object.entries(principal).flatMap(([type, list]) =>
          (Array.isArray(list) ? list : [list]).map((word) => ({ [type]: word })),
        );
  return statements
    .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal !== undefined)
    .flatMap((each) => principalsOf(each.Principal).map((Principal) => ({ ...each, Principal })))
    .map((each) => ({ document: JSON.stringify({ Statement: [each, ...denies] }), ramDocuments: [] }));
}

const isOther = (asker: Asker): boolean =>
  asker === 'anonymous' || 'service' in asker || asker.account !== OWNER;

/** What the policy allows to others than the owner that no grant stands for. */
function uncovered(policy: PolicyCase): readonly Request[] {
  const grants = grantsOf(policy);
  return REQUESTS.filter(allowedBy(handWritten(policy))).filter(
    ({ asker }) =>
      isOther(asker) && !grants.some((grant) => covers(grant, asker) && !isForSource(grant, asker)),
  );
}

/** Does the grant to a service say that there must be one more, to the source that the asker acts for? */
const isForSource = ({ source }: Grant, asker: Asker): boolean =>
  source === 'bound' && asker !== 'anonymous' && placeOf(asker).account !== OWNER;

function difference(before: PolicyCase, after: PolicyCase) {
  const isAllowedBefore = allowedBy(before.document);
  const isAllowedAfter = allowedBy(after.document === '' ? undefined : after.document);
  return {
    gained: REQUESTS.filter((request) => !isAllowedBefore(request) && isAllowedAfter(request)),
    lost: REQUESTS.filter((request) => isAllowedBefore(request) && !isAllowedAfter(request)),
  };
}

const serviceOf = (asker: Asker): string | undefined =>
  typeof asker === 'object' && 'service' in asker ? asker.service : undefined;
const sourceOf = (asker: Asker): string | undefined =>
  typeof asker === 'object' && 'service' in asker ? asker.sourceAccount : undefined;

/** Is the asker among those whom the grant names, as far as its bounds say? */
function covers(grant: Grant, asker: Asker): boolean {
  const { consumer, bounds = [] } = grant;
  if (consumer.kind === 'everyone')
    return bounds.length === 0 || (asker !== 'anonymous' && isWithin(bounds, asker));
  if (asker === 'anonymous') return false;
  if ('service' in asker) {
    if (throughOf(grant) !== undefined)
      return throughOf(grant) === asker.service && isNamed(grant, asker) && isWithin(bounds, asker);
    return consumer.principal === asker.service;
  }
  return throughOf(grant) === undefined && isNamed(grant, asker) && isWithin(bounds, asker);
}

interface Place {
  readonly account: string | undefined;
  readonly path: string | undefined;
}

function placeOf(asker: Exclude<Asker, 'anonymous'>): Place {
  if (!('service' in asker)) return { account: asker.account, path: asker.path };
  return { account: asker.sourceAccount ?? asker.sourceArn?.split(':')[4], path: asker.sourcePath };
}

function isNamed({ consumer }: Grant, asker: Exclude<Asker, 'anonymous'>): boolean {
  const { account, path = '' } = placeOf(asker);
  if (consumer.kind === 'account') {
    const isPerson =
      consumer.principal === consumer.id || ('arn' in asker && like(consumer.principal, asker.arn));
    return consumer.id === account && isPerson;
  }
  if (consumer.kind === 'ou')
    return path.startsWith(`${consumer.organization}/`) && path.includes(`/${consumer.id}/`);
  return consumer.kind === 'organization' && path.startsWith(`${consumer.id}/`);
}

function isWithin(bounds: readonly Bound[], asker: Exclude<Asker, 'anonymous'>): boolean {
  const { account, path = '' } = placeOf(asker);
  return bounds.every((bound) =>
    bound.some((part) => {
      if ('account' in part) return part.account === account;
      return path.startsWith(`${part.organization}/`) && (!('ou' in part) || path.includes(`/${part.ou}/`));
    }),
  );
}
