type Step = string | number;

/**
 * Reads the JSON paths that EventBridge takes: `$`, `$.detail.state`, `$.detail['a b']`, `$.resources[0]`.
 *
 * @returns what finds the value (`undefined`: there is none), or `undefined` when the text is no such path.
 */
export function jsonPath(text: string): ((value: unknown) => unknown) | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: Step[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const [whole, name, index, quoted] = STEP.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    steps.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
    rest = rest.slice(whole.length);
  }
  return (value) => steps.reduce(inside, value);
}

const STEP = /^(?:\.([\w-]+)|\[(\d+)\]|\['([^']+)'\])/;

function inside(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const members: Readonly<Record<Step, unknown>> = { ...value };
  return Object.hasOwn(members, step) ? members[step] : undefined;
}
