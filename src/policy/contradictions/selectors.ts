import { matchesArn } from '../../core/arn-pattern.ts';
import type { Contradiction } from './contradiction.ts';
import { member, texts } from './unvalidated.ts';

/** ARNs of which no resource can be that has one of the types, Regions and accounts besides them. */
export function unmatchedArns(guardrail: unknown, index: number): readonly Contradiction[] {
  const resources = member(guardrail, 'resources');
  const lists = (['types', 'regions', 'accounts'] as const).map((list) => ({
    list,
    taken: texts(member(resources, list)).map(({ text }) => text),
  }));
  return texts(member(resources, 'arns')).flatMap(({ text, index: position }) => {
    const parts = partsOf(text);
    const other = lists.find(
      ({ list, taken }) => taken.length > 0 && !taken.some((each) => matchesArn(parts[list], each)),
    );
    if (!other) return [];
    const { list, taken } = other;
    const message = `no resource matches ${JSON.stringify(text)}: ${list} holds only ${taken.join(', ')}`;
    return [{ path: ['guardrails', index, 'resources', 'arns', position], message }];
  });
}

/**
 * What the ARN says of each list, as patterns. A `*` may stand for several parts of the ARN, unless all six are there:
 * no name holds a colon. What is behind such a `*` is taken for anything.
 */
function partsOf(pattern: string): Readonly<Record<'types' | 'regions' | 'accounts', string>> {
  const isWhole = pattern.split(':').length === 6;
  const certain = isWhole ? pattern : (/^[^*]*\*?/.exec(pattern)?.[0] ?? '');
  const [, , , regions = '*', accounts = '*', path = '*'] = certain.split(':');
  return { regions, accounts, types: /^[^*/]*\*?/.exec(path)?.[0] ?? '*' };
}

/** A key that objects of JavaScript have besides their own: the map would be read as if it were not there. */
export function unreadTags(guardrail: unknown, index: number): readonly Contradiction[] {
  const key = '__proto__';
  if (member(member(member(guardrail, 'resources'), 'tags'), key) === undefined) return [];
  return [
    { path: ['guardrails', index, 'resources', 'tags', key], message: `tags can't tell resources by ${key}` },
  ];
}
