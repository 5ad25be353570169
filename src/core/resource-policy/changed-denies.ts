import { consumerOf } from '../consumer.ts';
import { namedBy } from './claim.ts';
import type { PolicyDocument, Principal, Statement } from './read-policy.ts';
import { speaksOf, touchesSms } from './scope.ts';
import { textOf } from './standing-claims.ts';

/**
 * The Deny statements that only one of two documents has and that may concern the consumer, each in words. What a Deny
 * takes of a consumer's requests, nobody can always say: so that any counts, but one that surely is about others.
 *
 * @param principal as a policy names it.
 */
export function changedDenies(
  before: PolicyDocument,
  now: PolicyDocument,
  arn: string,
  principal: string,
): readonly string[] {
  const denies = ({ statements }: PolicyDocument) =>
    statements.filter((each) => each.effect === 'Deny' && mayConcern(each, arn, principal));
  const missingIn = (one: readonly Statement[], other: readonly Statement[]) => {
    const texts = new Set(other.map(textOf));
    return one.filter((each) => !texts.has(textOf(each)));
  };
  const [then, today] = [denies(before), denies(now)];
  return [
    ...missingIn(today, then).map(({ label }) => `the Deny of ${label} was added since`),
    ...missingIn(then, today).map(({ label }) => `the Deny of ${label} is gone since`),
  ];
}

function mayConcern(deny: Statement, arn: string, principal: string): boolean {
  if (speaksOf(deny, arn) === 'no' || !touchesSms(deny)) return false;
  const { isNegated, values } = deny.principals;
  return isNegated || values.some((word) => mayHold(word, principal));
}

/** An account holds its roles and users; what holds everyone, an OU or an organization may hold anybody. */
function mayHold(word: Principal, principal: string): boolean {
  const asked = consumerOf(principal);
  if (word.value === '*' || word.value === principal) return true;
  if (asked.kind === 'service') return false;
  if (asked.kind !== 'account') return true;
  const denied = namedBy(word);
  return word.type !== 'Service' && (denied.kind !== 'account' || denied.id === asked.id);
}
