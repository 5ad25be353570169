import { nameOf } from '../core/consumer.ts';
import type { FindingBody, Where } from '../core/finding.ts';
import type { Grant } from '../core/grant.ts';
import type { Guardrails } from '../core/guardrail.ts';
import type { Judgement, Known } from '../core/judge.ts';
import type { CoverageGap, PoolSnapshot } from '../core/pool-coverage.ts';
import { type SmsResource, smsResource } from '../core/resource.ts';
import type { ShareSnapshot } from '../core/share.ts';

/** A share as it was read, and what the guardrails say of its consumers. */
export interface ShareCase {
  readonly share: ShareSnapshot;
  readonly grants: readonly Grant[];
  readonly judgements: readonly Judgement[];
  readonly known: Known;
  readonly file: Guardrails;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** A resource policy as it was read, and what the guardrails say of its consumers. `problem`: it can't be read. */
export interface PolicyCase {
  readonly resource: SmsResource;
  readonly problem?: string | undefined;
  readonly grants: readonly Grant[];
  readonly judgements: readonly Judgement[];
  readonly file: Guardrails;
  readonly now: string;
}

/** A shared pool, and what its consumers lack of it. */
export interface PoolCase {
  readonly pool: PoolSnapshot;
  readonly gap: CoverageGap;
  readonly isShared: boolean;
  readonly file: Guardrails;
}

/** What must hold. One file a rule; what it finds of a case is told, and acted upon where its body says how. */
export interface Rule<Case> {
  /** The findings that it opens. */
  readonly opens: readonly FindingBody['kind'][];
  readonly check: (found: Case) => readonly FindingBody[];
}

/** Whether a case is about a share: the same rules hold for both ways of sharing. */
export const isOfShare = (found: ShareCase | PolicyCase): found is ShareCase => 'share' in found;

/** Where a consumer is named, and what it is given there. */
export function namedIn(
  found: ShareCase | PolicyCase,
  { consumer, through }: Pick<Judgement, 'consumer' | 'through'>,
): Where & { readonly principal: string; readonly through?: string | undefined } {
  const who = { principal: nameOf(consumer), ...(through !== undefined && { through }) };
  if (isOfShare(found)) return { share: { arn: found.share.arn, name: found.share.name }, ...who };
  const statements = found.grants.flatMap(({ consumer: each, via }) =>
    via.kind === 'resource-policy' && nameOf(each) === nameOf(consumer) && via.through === through
      ? [via.statement]
      : [],
  );
  return { policy: { resource: found.resource.arn, statements: [...new Set(statements)] }, ...who };
}

/** A share, or a resource, as findings name it. */
export const subjectOf = ({ arn, name }: { readonly arn: string; readonly name?: string }) => ({
  arn,
  name: name ?? smsResource(arn)?.name ?? arn,
});
