import type { Path } from '../place.ts';
import type { Contradiction } from './contradiction.ts';
import { member, texts } from './unvalidated.ts';

/** Ids that stand for two guardrails. */
export function repeatedIds(guardrails: readonly unknown[]): readonly Contradiction[] {
  const ids = guardrails.map((guardrail, index) => ({
    name: member(guardrail, 'id'),
    path: ['guardrails', index, 'id'],
    entry: index + 1,
  }));
  return repeated(
    ids,
    ({ name }, first) =>
      `id ${name} stands for guardrail ${first.entry} already: every guardrail has its own`,
  );
}

/** Waivers of the same grant, of which only one could say until when. */
export function repeatedWaivers(waivers: readonly unknown[]): readonly Contradiction[] {
  const grants = waivers.map((waiver, index) => {
    const [resource, consumer] = [member(waiver, 'resource'), member(waiver, 'consumer')];
    const isWhole = typeof resource === 'string' && typeof consumer === 'string';
    return {
      name: isWhole ? `${consumer} on ${resource}` : undefined,
      path: ['waivers', index],
      entry: index + 1,
    };
  });
  return repeated(
    grants,
    ({ name }, first) => `waiver ${first.entry} lifts ${name} already: leave one of the two`,
  );
}

/** Accounts with two routes of their own, of which only the first counts. */
export function repeatedAccounts(owners: readonly unknown[]): readonly Contradiction[] {
  const accounts = owners.flatMap((owner, index) =>
    texts(member(owner, 'accounts')).map(({ text, index: position }) => ({
      name: text,
      path: ['alerts', 'owners', index, 'accounts', position],
      entry: index + 1,
    })),
  );
  return repeated(
    accounts,
    ({ name }, first) => `${name} stands in route ${first.entry} already: an account has one`,
  );
}

interface Named {
  readonly name: unknown;
  readonly path: Path;
  /** Which entry of its list it is in, counted from 1. */
  readonly entry: number;
}

function repeated(
  all: readonly Named[],
  messageOf: (again: Named, first: Named) => string,
): readonly Contradiction[] {
  return all.flatMap((again) => {
    const first = all.find(({ name }) => name === again.name);
    if (typeof again.name !== 'string' || !first || first === again) return [];
    return [{ path: again.path, message: messageOf({ ...again, name: JSON.stringify(again.name) }, first) }];
  });
}
