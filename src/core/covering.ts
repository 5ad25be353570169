import { matchesArn } from './arn-pattern.ts';
import type { Guardrail } from './guardrail.ts';
import { type Holder, holderOf } from './holder.ts';
import type { Answer } from './organization.ts';
import type { SmsResource, Tags } from './resource.ts';

/** A guardrail with its lists made ready to be asked. */
export interface Rule {
  readonly guardrail: Guardrail;
  /** Absent: the guardrail has no such list. */
  readonly allow?: Holder | undefined;
  readonly deny?: Holder | undefined;
}

/** A rule that speaks of a resource. `isCertain: false`: only its tags can say, and they have not been read. */
export interface Covering {
  readonly rule: Rule;
  readonly isCertain: boolean;
}

/**
 * Which guardrails cover a resource, in the order of the file. What has been asked once is remembered, and resources that
 * are covered alike get the same list: many resources make few lists.
 */
export function coverings(
  guardrails: readonly Guardrail[],
  organization: string,
): (resource: SmsResource) => readonly Covering[] {
  const rules = guardrails.map((guardrail) => ({
    guardrail,
    allow: guardrail.allow && holderOf(guardrail.allow, organization),
    deny: guardrail.deny && holderOf(guardrail.deny, organization),
  }));
  const lists = new Map<string, readonly Covering[]>();
  const known = new Map<string, { readonly tags: Tags | undefined; readonly list: readonly Covering[] }>();
  return (resource) => {
    const before = known.get(resource.arn);
    if (before && before.tags === resource.tags) return before.list;
    const answers = guardrails.map((guardrail) => covers(guardrail, resource));
    const key = answers.join();
    const list = lists.get(key) ?? listOf(rules, answers);
    lists.set(key, list);
    known.set(resource.arn, { tags: resource.tags, list });
    return list;
  };
}

const listOf = (rules: readonly Rule[], answers: readonly Answer[]): readonly Covering[] =>
  rules.flatMap((rule, index) =>
    answers[index] === 'no' ? [] : [{ rule, isCertain: answers[index] === 'yes' }],
  );

/** Does the guardrail speak of this resource? `unknown`: if the tags, which have not been read, are so. */
export function covers({ resources = {} }: Guardrail, resource: SmsResource): Answer {
  const { types, arns, regions, accounts, tags } = resources;
  const { region, account } = resource.scope;
  const isNamed =
    isAmong(types, resource.type) &&
    isAmong(regions, region) &&
    isAmong(accounts, account) &&
    (!arns?.length || arns.some((arn) => matchesArn(arn, resource.arn)));
  const wanted = Object.entries(tags ?? {});
  if (!isNamed) return 'no';
  if (wanted.length === 0) return 'yes';
  if (!resource.tags) return 'unknown';
  const has = resource.tags;
  return wanted.every(([key, value]) => Object.hasOwn(has, key) && (value === '*' || has[key] === value))
    ? 'yes'
    : 'no';
}

/** Must the tags of this resource be read before anybody can say which guardrails cover it? */
export const needsTags = (guardrails: readonly Guardrail[], resource: SmsResource): boolean =>
  guardrails.some((guardrail) => covers(guardrail, resource) === 'unknown');

const isAmong = <Value>(wanted: readonly Value[] | undefined, value: Value): boolean =>
  !wanted?.length || wanted.includes(value);
