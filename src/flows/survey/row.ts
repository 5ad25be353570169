import type { Verdict } from '../../core/evaluate.ts';
import type { FindingBody } from '../../core/finding.ts';
import type { GrantState } from '../../core/grant.ts';

/**
 * What would be done. `remove`: the consumer is taken off the share. `remove-resources`: the resource is taken off the
 * share. `rewrite-policy`: the consumer is taken out of the policy. `bind-source`: a service gets the owner account as
 * its source. `add-member`: the resource is put on the share. `tell`: people are told. `keep`: nothing is wrong.
 */
export type Action =
  | 'remove'
  | 'remove-resources'
  | 'rewrite-policy'
  | 'bind-source'
  | 'add-member'
  | 'tell'
  | 'keep';

/** How a consumer has a resource, or by which share, policy or pool something is wrong. */
export type Path =
  | { readonly share: { readonly arn: string; readonly name: string } }
  | { readonly policy: { readonly resource: string; readonly statement?: string | undefined } }
  | { readonly pool: string };

/** One thing that a plan has to say: of a grant, or of a share, policy or pool. */
export interface Row {
  readonly action: Action;
  /** What is wrong; `kept`: nothing. */
  readonly found: FindingBody['kind'] | 'kept';
  /** ARN. Absent: it is about the path as such. */
  readonly resource?: string | undefined;
  readonly consumer?: string | undefined;
  /** Those who lack the resource, although they have the pool. */
  readonly consumers?: readonly string[] | undefined;
  /** The service that acts for the consumer. */
  readonly through?: string | undefined;
  readonly path: Path;
  readonly state?: GrantState | undefined;
  /** Absent: it is not a matter of who may. */
  readonly decision?: Verdict['decision'] | undefined;
  /** Id of the guardrail or setting. */
  readonly guardrail?: string | undefined;
  /** One sentence for people. */
  readonly reason: string;
}

/** Would it change anything? */
export const isChange = ({ action }: Row): boolean => action !== 'tell' && action !== 'keep';
