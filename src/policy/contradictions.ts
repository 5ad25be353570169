import type { Path } from './place.ts';

/** Two entries of the file that can't both be meant, told at the second of them; or an entry that means nothing. */
export interface Contradiction {
  readonly path: Path;
  readonly message: string;
}

/**
 * Ids that stand for two guardrails, consumers that a guardrail allows and denies, and guardrails that forbid nobody.
 * Looks at whatever can be read, so that these are told together with everything else that is wrong.
 *
 * @param file the guardrail file as YAML reads it, not validated.
 */
export function contradictionsIn(file: unknown): readonly Contradiction[] {
  const guardrails = entries(member(file, 'guardrails'));
  return [
    ...guardrails.flatMap(sameId),
    ...guardrails.flatMap(allowedAndDenied),
    ...guardrails.flatMap(idle),
  ];
}

function sameId(guardrail: unknown, index: number, all: readonly unknown[]): readonly Contradiction[] {
  const id = member(guardrail, 'id');
  const first = all.findIndex((each) => member(each, 'id') === id);
  if (typeof id !== 'string' || first === index) return [];
  const message = `id ${JSON.stringify(id)} stands for guardrail ${first + 1} already: every guardrail has its own`;
  return [{ path: ['guardrails', index, 'id'], message }];
}

function allowedAndDenied(guardrail: unknown, index: number): readonly Contradiction[] {
  const allowed = new Set(entries(member(guardrail, 'allow')).map(nameOf));
  return entries(member(guardrail, 'deny')).flatMap((consumer, position) => {
    const name = nameOf(consumer);
    if (name === undefined || !allowed.has(name)) return [];
    const message = `deny holds ${name}, which allow of the same guardrail holds too: leave it in one of them`;
    return [{ path: ['guardrails', index, 'deny', position], message }];
  });
}

/** A guardrail with neither list forbids nobody. One with a key that nobody knows has that mistake told instead. */
function idle(guardrail: unknown, index: number): readonly Contradiction[] {
  if (member(guardrail, 'id') === undefined) return [];
  const saysNothing = Object.keys(Object(guardrail)).every((key) => SAYING_NOTHING.includes(key));
  const message = 'a guardrail takes allow, deny or both: this one forbids nobody';
  return saysNothing ? [{ path: ['guardrails', index], message }] : [];
}

const SAYING_NOTHING = ['id', 'why', 'mode', 'resources'];

/** `account 444455556666`: only of consumers that are told by one key. */
function nameOf(consumer: unknown): string | undefined {
  const [first, ...others] = typeof consumer === 'object' && consumer ? Object.entries(consumer) : [];
  if (!first || others.length > 0) return undefined;
  return first[0] === 'organization' ? 'the organization' : `${first[0]} ${String(first[1])}`;
}

const entries = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name] // an own member, as just checked
    : undefined;
}
