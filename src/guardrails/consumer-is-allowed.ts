import type { FindingBody } from '../core/finding.ts';
import { remedyInPolicy, remedyOnShare } from '../core/remedy.ts';
import { isOfShare, namedIn, type PolicyCase, type Rule, type ShareCase } from './rule.ts';

/** Every consumer of a share or policy is allowed by the guardrails. Nobody can say: told, never removed. */
export const consumerIsAllowed: Rule<ShareCase | PolicyCase> = {
  opens: ['forbidden-consumer', 'undecided-consumer'],
  check: (found) =>
    found.judgements.flatMap((judgement): readonly FindingBody[] => {
      const { decision, verdicts } = judgement;
      if (decision === 'allowed' || decision === 'ending') return [];
      const resources = verdicts.map(({ resource }) => resource);
      const body = { ...namedIn(found, judgement), resources: [...new Set(resources)], verdicts };
      if (decision === 'unknown') return [{ kind: 'undecided-consumer', ...body }];
      const remedy = isOfShare(found)
        ? remedyOnShare(found.share, judgement, found.judgements, found.file)
        : remedyInPolicy(judgement);
      return [{ kind: 'forbidden-consumer', ...body, remedy }];
    }),
};
