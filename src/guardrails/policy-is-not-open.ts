import { type PolicyCase, type Rule, subjectOf } from './rule.ts';

/**
 * No policy lets everyone in. `policies.everyone: forbid` makes a forbidden consumer of everyone, and takes it out; with
 * `tell` it is told where no guardrail forbids it.
 */
export const policyIsNotOpen: Rule<PolicyCase> = {
  opens: ['open-policy'],
  check({ resource, judgements, file }) {
    const everyone = judgements.find(({ consumer }) => consumer.kind === 'everyone');
    const isTold = file.policies.everyone === 'tell' && everyone?.decision === 'allowed';
    if (!isTold || everyone.verdicts.some(({ waivedUntil }) => waivedUntil)) return [];
    const reason = 'its policy lets everyone in';
    return [{ kind: 'open-policy', subject: subjectOf(resource), reason, entities: [] }];
  },
};
