import type { History, Setting, Step } from './history.ts';

/**
 * A history as short and calm as can be that still fails: steps are left out, many at first and then one by one; storms
 * are calmed, trouble by trouble; waits and settings become usual.
 *
 * @param mostMs of time that it may take, by `now`.
 */
export async function shrunk(
  history: History,
  fails: (history: History) => Promise<boolean>,
  { mostMs, now }: { readonly mostMs: number; readonly now: () => number },
): Promise<History> {
  const end = now() + mostMs;
  let best = history;
  let hasShrunk = true;
  while (hasShrunk && now() < end) {
    hasShrunk = false;
    for (const simpler of simplerThan(best)) {
      if (now() >= end) break;
      if (!(await fails(simpler))) continue;
      best = simpler;
      hasShrunk = true;
      break;
    }
  }
  return best;
}

function* simplerThan({ setting, steps }: History): Generator<History> {
  for (
    let length = Math.ceil(steps.length / 2);
    length >= 1;
    length = length === 1 ? 0 : Math.ceil(length / 2)
  ) {
    for (let from = 0; from < steps.length; from += length)
      yield { setting, steps: [...steps.slice(0, from), ...steps.slice(from + length)] };
  }
  for (const [at, step] of steps.entries())
    for (const simpler of simplerSteps(step)) yield { setting, steps: steps.with(at, simpler) };
  for (const simpler of simplerSettings(setting)) yield { setting: simpler, steps };
}

function* simplerSteps(step: Step): Generator<Step> {
  const { storm, ...calm } = step;
  if (storm) yield calm;
  for (const trouble of storm?.brings ?? [])
    if (storm)
      yield { ...step, storm: { ...storm, brings: storm.brings.filter((each) => each !== trouble) } };
  if (step.wait > 0) yield { ...step, wait: 0 };
  for (const [name, value] of Object.entries(step.act)) {
    if (!Array.isArray(value) || value.length < 2) continue;
    for (const left of value)
      yield { ...step, act: { ...step.act, [name]: value.filter((each) => each !== left) } as Step['act'] }; // a shorter list of the same
  }
}

function* simplerSettings(setting: Setting): Generator<Setting> {
  for (const name of Object.keys(setting.switches))
    yield {
      ...setting,
      switches: Object.fromEntries(Object.entries(setting.switches).filter(([each]) => each !== name)),
    };
  for (const left of setting.guardrails)
    if (setting.guardrails.length > 1)
      yield { ...setting, guardrails: setting.guardrails.filter((each) => each !== left) };
  for (const [name, value] of Object.entries(USUAL)) {
    if (setting[name as keyof Setting] !== value) yield { ...setting, [name]: value };
  }
}

const USUAL: Partial<Setting> = {
  mixed: 'tell',
  everyone: 'forbid',
  sourceless: 'ignore',
  members: 'ignore',
  groups: 'tell',
  forbiddenGroup: 'remove',
  lastConsumer: 'remove',
  perShare: undefined,
  perHour: 20,
  readds: 3,
  waivedUntil: undefined,
};
