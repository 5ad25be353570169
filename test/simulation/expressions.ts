import { isDeepStrictEqual } from 'node:util';

export type Members = Readonly<Record<string, unknown>>;

/** An expression's own names and values: `#name` and `:value` by what they stand for. */
export interface Terms {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Members;
}

/** Does a condition hold for the item? An absent item has no member. */
export function holds(expression: string, item: Members, terms: Terms): boolean {
  return condition(parserOf(expression), item, terms);
}

/** The item as an update expression (`SET … REMOVE … ADD … DELETE …`) leaves it. */
export function updated(expression: string, item: Members, terms: Terms): Members {
  const parser = parserOf(expression);
  const after: Record<string, unknown> = { ...item };
  while (!parser.isOver()) {
    const clause = parser.next().toUpperCase();
    do {
      const name = nameOf(parser.next(), terms);
      if (clause === 'SET') {
        parser.expect('=');
        after[name] = sum(parser, item, terms);
      } else if (clause === 'REMOVE') delete after[name];
      else if (clause === 'ADD') after[name] = added(item[name], value(parser.next(), terms));
      else if (clause === 'DELETE') after[name] = without(item[name], value(parser.next(), terms));
      else throw new Error(`no clause of an update: ${clause}`);
    } while (parser.takes(','));
  }
  return after;
}

/** `OR` binds less than `AND`, `AND` less than `NOT`. Both sides are read, whatever the first one says. */
function condition(parser: Parser, item: Members, terms: Terms): boolean {
  let result = conjunction(parser, item, terms);
  while (parser.takes('OR')) result = conjunction(parser, item, terms) || result;
  return result;
}

function conjunction(parser: Parser, item: Members, terms: Terms): boolean {
  let result = claim(parser, item, terms);
  while (parser.takes('AND')) result = claim(parser, item, terms) && result;
  return result;
}

function claim(parser: Parser, item: Members, terms: Terms): boolean {
  if (parser.takes('NOT')) return !claim(parser, item, terms);
  if (parser.takes('(')) {
    const result = condition(parser, item, terms);
    parser.expect(')');
    return result;
  }
  const test = TESTS[parser.peek()];
  if (test) {
    parser.next();
    const [first, second] = operands(parser, item, terms);
    return test(first, second);
  }
  const left = operand(parser, item, terms);
  const operator = parser.next();
  const right = operand(parser, item, terms);
  if (operator !== 'BETWEEN') return compares(operator, left, right);
  parser.expect('AND');
  return compares('>=', left, right) && compares('<=', left, operand(parser, item, terms));
}

const TESTS: Readonly<Record<string, (first: unknown, second: unknown) => boolean>> = {
  attribute_exists: (first) => first !== undefined,
  attribute_not_exists: (first) => first === undefined,
  begins_with: (first, second) => typeof first === 'string' && first.startsWith(String(second)),
  contains: (first, second) =>
    first instanceof Set
      ? first.has(second)
      : Array.isArray(first)
        ? first.some((each) => isDeepStrictEqual(each, second))
        : typeof first === 'string' && first.includes(String(second)),
};

/** Nothing compares with what is absent, nor a text with a number. */
function compares(operator: string, left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return false;
  if (operator === '=') return isDeepStrictEqual(left, right);
  if (operator === '<>') return !isDeepStrictEqual(left, right);
  if (typeof left !== typeof right) return false;
  const order = typeof left === 'number' ? left - Number(right) : inBytes(String(left), String(right));
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  throw new Error(`no comparison: ${operator}`);
}

/** As the UTF-8 bytes of two texts compare: UTF-16 puts what lies beyond its first plane in the midst of it. */
export function inBytes(one: string, other: string): number {
  for (let at = 0; at < one.length && at < other.length; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b) return place(a) - place(b);
  }
  return one.length - other.length;
}
const place = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

function sum(parser: Parser, item: Members, terms: Terms): unknown {
  const first = operand(parser, item, terms);
  if (parser.takes('+')) return Number(first) + Number(operand(parser, item, terms));
  return parser.takes('-') ? Number(first) - Number(operand(parser, item, terms)) : first;
}

function operand(parser: Parser, item: Members, terms: Terms): unknown {
  const token = parser.next();
  if (token.startsWith(':')) return value(token, terms);
  const make = FUNCTIONS[token];
  if (!make || parser.peek() !== '(') return item[nameOf(token, terms)];
  const [first, second] = operands(parser, item, terms);
  return make(first, second);
}

const FUNCTIONS: Readonly<Record<string, (first: unknown, second: unknown) => unknown>> = {
  if_not_exists: (first, second) => first ?? second,
  list_append: (first, second) => [...(first as readonly unknown[]), ...(second as readonly unknown[])], // as DynamoDB demands
  size: (of) =>
    of instanceof Set
      ? of.size
      : typeof of === 'string'
        ? Buffer.byteLength(of)
        : of === undefined
          ? undefined
          : Object.keys(Object(of)).length,
};

function operands(parser: Parser, item: Members, terms: Terms): readonly unknown[] {
  parser.expect('(');
  const all = [operand(parser, item, terms)];
  while (parser.takes(',')) all.push(operand(parser, item, terms));
  parser.expect(')');
  return all;
}

function added(before: unknown, more: unknown): unknown {
  return more instanceof Set
    ? new Set([...((before ?? []) as Iterable<unknown>), ...more])
    : Number(before ?? 0) + Number(more);
}

function without(before: unknown, taken: unknown): unknown {
  const left = new Set((before ?? []) as Iterable<unknown>); // a set, as what is taken from it
  for (const each of taken as Iterable<unknown>) left.delete(each);
  return left.size > 0 ? left : undefined;
}

function value(token: string, { values }: Terms): unknown {
  if (!(token in values)) throw new Error(`no value for ${token}`);
  return values[token];
}

function nameOf(token: string, { names }: Terms): string {
  const name = token.startsWith('#') ? names[token] : token;
  if (name === undefined) throw new Error(`no name for ${token}`);
  return name;
}

interface Parser {
  isOver(): boolean;
  peek(): string;
  next(): string;
  takes(token: string): boolean;
  expect(token: string): void;
}

function parserOf(expression: string): Parser {
  const tokens = tokensOf(expression);
  let at = 0;
  const peek = () => tokens[at] ?? '';
  return {
    isOver: () => at >= tokens.length,
    peek,
    next: () => tokens[at++] ?? '',
    takes: (token) => peek() === token && at++ >= 0,
    expect(token) {
      if (peek() !== token) throw new Error(`${token} is wanted in: ${expression}`);
      at++;
    },
  };
}

/** The same few expressions are asked again and again. */
const known = new Map<string, readonly string[]>();
function tokensOf(expression: string): readonly string[] {
  const before = known.get(expression);
  if (before) return before;
  const tokens = expression.match(/[#:]?\w+|<=|>=|<>|[=<>(),+-]|\S/g) ?? [];
  known.set(expression, tokens);
  return tokens;
}
