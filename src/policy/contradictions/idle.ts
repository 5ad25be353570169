import type { Contradiction } from './contradiction.ts';
import { entries, member } from './unvalidated.ts';

/** Consumers that a guardrail allows and denies. */
export function allowedAndDenied(guardrail: unknown, index: number): readonly Contradiction[] {
  const allowed = new Set(entries(member(guardrail, 'allow')).map(nameOf));
  return entries(member(guardrail, 'deny')).flatMap((consumer, position) => {
    const name = nameOf(consumer);
    if (name === undefined || !allowed.has(name)) return [];
    const message = `deny holds ${name}, which allow of the same guardrail holds too: leave it in one of them`;
    return [{ path: ['guardrails', index, 'deny', position], message }];
  });
}

/** A guardrail with neither list forbids nobody. One with a key that nobody knows has that mistake told instead. */
export function forbidsNobody(guardrail: unknown, index: number): readonly Contradiction[] {
  if (member(guardrail, 'id') === undefined || !holdsOnly(guardrail, ['id', 'why', 'mode', 'resources']))
    return [];
  const message = 'a guardrail takes allow, deny or both: this one forbids nobody';
  return [{ path: ['guardrails', index], message }];
}

/** A route of some accounts that sends nothing elsewhere. */
export function routesNothing(owner: unknown, index: number): readonly Contradiction[] {
  if (member(owner, 'accounts') === undefined || !holdsOnly(owner, ['accounts'])) return [];
  const message = 'a route takes slack, sns or both: this one changes nothing';
  return [{ path: ['alerts', 'owners', index], message }];
}

const holdsOnly = (map: unknown, names: readonly string[]): boolean =>
  Object.keys(Object(map)).every((key) => names.includes(key));

/** `account 444455556666`: only of consumers that are told by one key. */
function nameOf(consumer: unknown): string | undefined {
  const [first, ...others] = typeof consumer === 'object' && consumer ? Object.entries(consumer) : [];
  if (!first || others.length > 0) return undefined;
  return first[0] === 'organization' ? 'the organization' : `${first[0]} ${String(first[1])}`;
}
