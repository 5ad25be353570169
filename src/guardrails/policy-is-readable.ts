import { type PolicyCase, type Rule, subjectOf } from './rule.ts';

/** What a policy lets in can be told from it. One that can't be read is neither trusted nor changed. */
export const policyIsReadable: Rule<PolicyCase> = {
  opens: ['unreadable-policy'],
  check: ({ resource, problem }) =>
    problem === undefined
      ? []
      : [{ kind: 'unreadable-policy', subject: subjectOf(resource), reason: problem, entities: [] }],
};
