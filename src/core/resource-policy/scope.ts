import { hasVariable } from './condition.ts';
import { covers, overlap } from './pattern.ts';
import type { Listed, Statement } from './read-policy.ts';

const ALL_OF_SMS = 'sms-voice:*';

/** Could the statement speak of any action of sms-voice? */
export const touchesSms = ({ actions }: Statement): boolean => smsActions(actions).length > 0;

/** Patterns that hold, of what the statement's actions hold, at least all that is sms-voice's. */
function smsActions({ isNegated, values }: Listed<string>): readonly string[] {
  if (isNegated) return values.some((each) => covers(each, ALL_OF_SMS)) ? [] : [ALL_OF_SMS];
  return values.some((each) => covers(each, ALL_OF_SMS))
    ? [ALL_OF_SMS]
    : values.filter((each) => overlap(each, ALL_OF_SMS));
}

/** Is every action of sms-voice that `inner` speaks of surely spoken of by `outer` too? */
export function coversActions(outer: Statement, inner: Statement): boolean {
  const { isNegated, values } = outer.actions;
  return smsActions(inner.actions).every((action) =>
    isNegated
      ? !values.some((each) => overlap(each, action))
      : smsActions(outer.actions).some((each) => covers(each, action)),
  );
}

/** Does the statement speak of the resource? `maybe`: a policy variable decides. */
export function speaksOf(
  { resources: { isNegated, values } }: Statement,
  arn: string,
): 'yes' | 'no' | 'maybe' {
  const isListed = values.some((each) => !hasVariable(each) && covers(each, arn));
  if (!isListed && values.some(hasVariable)) return 'maybe';
  return isListed === isNegated ? 'no' : 'yes';
}
