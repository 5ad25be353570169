/** What an intrinsic function may ask about. Each throws, naming what is not there. */
export interface Names {
  /** Of a parameter, pseudo parameter or resource. `undefined`: AWS::NoValue. */
  readonly ref: (name: string) => unknown;
  readonly attribute: (name: string, attribute: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly inMap: (map: string, first: string, second: string) => unknown;
}

/**
 * A value of a template with every intrinsic function in it carried out. What is AWS::NoValue is left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 *
 * @throws for a function that is not known here, or that has the wrong form.
 */
export function resolve(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => resolve(each, names)).filter((each) => each !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const call = intrinsicOf(value);
  if (!call) {
    const entries = Object.entries(value).map(([key, each]) => [key, resolve(each, names)] as const);
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
  }
  const carryOut = FUNCTIONS[call.name];
  if (!carryOut) throw new Error(`${call.name} is not known to the local cloud`);
  return carryOut(call.argument, names);
}

/** The intrinsic function that a value is a call of, or `undefined`. */
export function intrinsicOf(
  value: object,
): { readonly name: string; readonly argument: unknown } | undefined {
  const [first, ...more] = Object.entries(value);
  if (!first || more.length > 0) return undefined;
  const [name, argument] = first;
  // A policy statement, too, may be an object with the one key Condition; there it is an object.
  const isCall =
    name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  return isCall ? { name, argument } : undefined;
}

/** The parts of `Resource.Attribute`, in both forms of Fn::GetAtt. The attribute may have dots of its own. */
export function attributeOf(argument: unknown): readonly [string, string] {
  const parts = typeof argument === 'string' ? argument.split('.') : argument;
  if (!Array.isArray(parts) || parts.length < 2) throw malformed('Fn::GetAtt', argument);
  const [name, ...attribute] = parts.map(String);
  return [name ?? '', attribute.join('.')];
}

/** The names between `${` and `}` of Fn::Sub, and the values that it brings along. */
export function substitutionOf(argument: unknown) {
  const [template, own] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || typeof own !== 'object' || own === null) {
    throw malformed('Fn::Sub', argument);
  }
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  // It is an object, as just checked.
  return { template, own: own as Readonly<Record<string, unknown>>, names };
}

const PLACEHOLDER = /\$\{\s*([^!{}\s][^{}\s]*)\s*\}/g;

const FUNCTIONS: Readonly<Record<string, (argument: unknown, names: Names) => unknown>> = {
  Ref: (argument, { ref }) => ref(String(argument)),
  Condition: (argument, { condition }) => condition(String(argument)),
  'Fn::GetAtt': (argument, { attribute }) => attribute(...attributeOf(argument)),
  'Fn::Sub': substitute,
  'Fn::Join'(argument, names) {
    const [separator, parts] = list('Fn::Join', argument, names, 2);
    if (!Array.isArray(parts)) throw malformed('Fn::Join', argument);
    return parts.map((part) => text('Fn::Join', part)).join(String(separator));
  },
  'Fn::Select'(argument, names) {
    const [index, from] = list('Fn::Select', argument, names, 2);
    const found = Array.isArray(from) ? from[Number(index)] : undefined;
    if (found === undefined) throw malformed('Fn::Select', argument);
    return found;
  },
  'Fn::Split'(argument, names) {
    const [separator, whole] = list('Fn::Split', argument, names, 2);
    return text('Fn::Split', whole).split(String(separator));
  },
  'Fn::If'(argument, names) {
    if (!Array.isArray(argument) || argument.length !== 3) throw malformed('Fn::If', argument);
    return resolve(names.condition(String(argument[0])) ? argument[1] : argument[2], names);
  },
  'Fn::Equals'(argument, names) {
    const [left, right] = list('Fn::Equals', argument, names, 2);
    return JSON.stringify(left) === JSON.stringify(right) || String(left) === String(right);
  },
  'Fn::And': (argument, names) => list('Fn::And', argument, names).every((each) => truth('Fn::And', each)),
  'Fn::Or': (argument, names) => list('Fn::Or', argument, names).some((each) => truth('Fn::Or', each)),
  'Fn::Not': (argument, names) => !truth('Fn::Not', list('Fn::Not', argument, names, 1)[0]),
  'Fn::FindInMap'(argument, names) {
    const [map, first, second] = list('Fn::FindInMap', argument, names, 3).map(String);
    return names.inMap(map ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, names) =>
    Buffer.from(text('Fn::Base64', resolve(argument, names))).toString('base64'),
};

function substitute(argument: unknown, names: Names): string {
  const { template, own } = substitutionOf(argument);
  const filled = template.replace(PLACEHOLDER, (_, name: string) => {
    if (Object.hasOwn(own, name)) return text('Fn::Sub', resolve(own[name], names));
    return text('Fn::Sub', name.includes('.') ? names.attribute(...attributeOf(name)) : names.ref(name));
  });
  return filled.replaceAll(/\$\{!\s*/g, '${');
}

function list(name: string, argument: unknown, names: Names, length?: number): readonly unknown[] {
  const items = resolve(argument, names);
  if (!Array.isArray(items) || (length !== undefined && items.length !== length))
    throw malformed(name, argument);
  return items;
}

function text(name: string, value: unknown): string {
  if (typeof value === 'object' || value === undefined) throw malformed(name, value);
  return String(value);
}

function truth(name: string, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw malformed(name, value);
}

const malformed = (name: string, argument: unknown) =>
  new Error(`${name} has the wrong form: ${JSON.stringify(argument)}`);
