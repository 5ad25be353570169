/**
 * What IAM makes of a resource policy, said as IAM's user guide says it and with nothing of `src`: slow, plain, and the
 * other half of the properties of the policy reader. Only what one policy allows counts: no identity policy, no SCP.
 * Where IAM refuses a document, or nothing is published, an Allow is taken to hold and a Deny not to.
 */

/** Who asks. `path` is the path of Organizations that the account lies at; absent: in no organization. */
export type Asker =
  | { readonly account: string; readonly arn: string; readonly path?: string | undefined }
  | {
      readonly service: string;
      readonly sourceAccount?: string | undefined;
      readonly sourceArn?: string | undefined;
      readonly sourcePath?: string | undefined;
    }
  | 'anonymous';

export interface Request {
  readonly asker: Asker;
  readonly action: string;
  readonly resource: string;
  /** Other keys of the request, in lower case. */
  readonly context: Readonly<Record<string, string>>;
}

type Members = Readonly<Record<string, unknown>>;

/** Which requests does the document allow? `undefined`: there is none, so it allows nothing. */
export function allowedBy(document: string | undefined): (request: Request) => boolean {
  if (document === undefined) return () => false;
  const { Statement } = JSON.parse(document) as { Statement: unknown };
  const statements = listOf(Statement) as readonly Members[];
  const of = (effect: string) => statements.filter((each) => each.Effect === effect);
  const [allows, denies] = [of('Allow'), of('Deny')];
  return (request) => {
    const keys = keysOf(request);
    return (
      allows.some((each) => applies(each, request, keys)) &&
      !denies.some((each) => applies(each, request, keys))
    );
  };
}

/** Does the statement speak of the request? */
function applies(statement: Members, request: Request, values: Keys): boolean {
  const inAction = (list: unknown) =>
    listOf(list).some((each) => like(String(each).toLowerCase(), request.action.toLowerCase()));
  const inResource = (list: unknown) =>
    listOf(list).some((each) => {
      const pattern = filledIn(String(each), values);
      return pattern !== undefined && like(pattern, request.resource);
    });
  const isAbout = (list: unknown) => isPrincipal(list, request.asker);
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  return (
    (NotPrincipal === undefined ? isAbout(Principal) : !isAbout(NotPrincipal)) &&
    (NotAction === undefined ? inAction(Action) : !inAction(NotAction)) &&
    (Resource === undefined || inResource(Resource)) &&
    (NotResource === undefined || !inResource(NotResource)) &&
    Object.entries((Condition ?? {}) as Members).every(([operator, keys]) =>
      Object.entries(keys as Members).every(([key, list]) =>
        holds(
          operator,
          values[key.toLowerCase()],
          listOf(list).map(String),
          values,
          statement.Effect === 'Allow',
        ),
      ),
    )
  );
}

function isPrincipal(principal: unknown, asker: Asker): boolean {
  if (principal === '*') return true;
  return Object.entries(principal as Members).some(([type, list]) =>
    listOf(list).some((value) => {
      if (type === 'Service')
        return typeof asker === 'object' && 'service' in asker && (value === '*' || value === asker.service);
      if (type !== 'AWS') return false;
      if (value === '*') return true;
      if (typeof asker !== 'object' || 'service' in asker) return false;
      return value === asker.account || value === `arn:aws:iam::${asker.account}:root` || value === asker.arn;
    }),
  );
}

/** The keys that the request has, in lower case, each with its values. */
function keysOf({ asker, context }: Request): Readonly<Record<string, readonly string[]>> {
  const keys: Record<string, string | undefined> = { ...context };
  if (asker === 'anonymous') keys['aws:principalaccount'] = 'anonymous';
  else if ('service' in asker) {
    keys['aws:sourceaccount'] = asker.sourceAccount;
    keys['aws:sourcearn'] = asker.sourceArn;
    keys['aws:sourceorgid'] = asker.sourcePath?.split('/')[0];
    keys['aws:sourceorgpaths'] = asker.sourcePath;
  } else {
    keys['aws:principalaccount'] = asker.account;
    keys['aws:principalarn'] = asker.arn;
    keys['aws:principalorgid'] = asker.path?.split('/')[0];
    keys['aws:principalorgpaths'] = asker.path;
  }
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])),
  );
}

type Keys = ReturnType<typeof keysOf>;

function holds(
  written: string,
  present: readonly string[] | undefined,
  expected: readonly string[],
  keys: Keys,
  whenUnknown: boolean,
): boolean {
  let operator = written.toLowerCase();
  if (operator === 'null')
    return expected.some((each) => (each.toLowerCase() === 'true') === (present === undefined));
  const set = /^for(any|all)values?:/.exec(operator)?.[1];
  operator = operator.replace(/^for(any|all)values?:/, '');
  const isIfExists = operator.endsWith('ifexists');
  operator = operator.replace(/ifexists$/, '');
  const isNegated = /^(string|arn|numeric|date)not|^notip/.test(operator);
  const compare = comparison(operator.replace(/not/, ''));
  if (!compare) return whenUnknown;
  if (present === undefined) return isIfExists || set === 'all' || (isNegated && set !== 'any');
  const patterns = expected.map((each) => filledIn(each, keys)).filter((each) => each !== undefined);
  const matches = (value: string) => patterns.some((each) => compare(each, value)) !== isNegated;
  return set === 'any' ? present.some(matches) : present.every(matches);
}

function comparison(operator: string): ((expected: string, value: string) => boolean) | undefined {
  switch (operator) {
    case 'stringequals':
      return (expected, value) => expected === value;
    case 'stringequalsignorecase':
      return (expected, value) => expected.toLowerCase() === value.toLowerCase();
    case 'stringlike':
      return like;
    case 'arnequals':
    case 'arnlike':
      return likeArn;
    case 'bool':
      return (expected, value) => expected.toLowerCase() === value.toLowerCase();
    case 'ipaddress':
      return inNetwork;
    case 'numericequals':
      return (expected, value) => Number(expected) === Number(value);
    case 'numericlessthan':
      return (expected, value) => Number(value) < Number(expected);
    case 'dategreaterthan':
      return (expected, value) => Date.parse(value) > Date.parse(expected);
    case 'datelessthan':
      return (expected, value) => Date.parse(value) < Date.parse(expected);
    default:
      return undefined;
  }
}

/** `*` stands for any characters, `?` for one. */
export function like(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*') return like(rest, text) || (text !== '' && like(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && like(rest, text.slice(1));
}

/** Part by part; both have to be ARNs. */
function likeArn(pattern: string, text: string): boolean {
  const [parts, others] = [pattern, text].map((arn) => {
    const split = arn.split(':');
    return [...split.slice(0, 5), split.slice(5).join(':')];
  });
  if (!pattern.startsWith('arn:') || !text.startsWith('arn:')) return false;
  return parts?.every((part, index) => like(part, others?.[index] ?? '')) ?? false;
}

function inNetwork(network: string, address: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(base) / size) === Math.floor(number(address) / size);
}

/** @returns `undefined`: a policy variable that the request has no value for. It matches nothing. */
function filledIn(text: string, keys: Keys): string | undefined {
  let isMissing = false;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, key: string) => {
    const [value] = keys[key.toLowerCase()] ?? [];
    isMissing ||= value === undefined;
    return value ?? '';
  });
  return isMissing ? undefined : filled;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
