import { covers } from '../core/covering.ts';
import type { Guardrail, Guardrails } from '../core/guardrail.ts';
import { selectorText } from '../core/holder.ts';
import { assess } from '../flows/survey/assess.ts';
import type { Row } from '../flows/survey/row.ts';
import type { Survey } from '../flows/survey/survey.ts';
import type { PageGuardrail } from './page-data.ts';

/**
 * Every guardrail of the file, then the settings by which something is removed: what its mode is, and what enforcing it
 * would remove now.
 *
 * @param rows what would be done, under the modes of the file.
 */
export function guardrailData(
  survey: Survey,
  rows: readonly Row[],
  file: Guardrails,
): readonly PageGuardrail[] {
  const enforced = allEnforced(file);
  const [now, then] = [removalsBy(rows), removalsBy(enforced === file ? rows : assess(survey, enforced))];
  const countsOf = (id: string) => ({ removes: now.get(id) ?? 0, wouldRemove: then.get(id) ?? 0 });
  const ids = new Set(file.guardrails.map(({ id }) => id));
  const settings = [...new Set([...now.keys(), ...then.keys()])].filter((id) => !ids.has(id)).sort();
  return [
    ...file.guardrails.map((each) => ({ ...described(each, survey, file), ...countsOf(each.id) })),
    ...settings.map((id) => ({ id, mode: file.mode, ...countsOf(id) })),
  ];
}

const described = (guardrail: Guardrail, { resources }: Survey, { mode }: Guardrails) => ({
  id: guardrail.id,
  ...(guardrail.why !== undefined && { why: guardrail.why }),
  mode: guardrail.mode ?? mode,
  ...(guardrail.allow && { allow: guardrail.allow.map(selectorText) }),
  ...(guardrail.deny && { deny: guardrail.deny.map(selectorText) }),
  covers: resources.filter((resource) => covers(guardrail, resource) === 'yes').length,
});

/** The file as it would be with no guardrail left that only observes; itself when there is none. */
function allEnforced(file: Guardrails): Guardrails {
  const isObserving = file.mode === 'observe' || file.guardrails.some(({ mode }) => mode === 'observe');
  if (!isObserving) return file;
  const guardrails = file.guardrails.map((each) => ({ ...each, mode: 'enforce' as const }));
  return { ...file, mode: 'enforce', guardrails };
}

/** However many resources it loses, a consumer goes from a share or policy once. */
function removalsBy(rows: readonly Row[]): ReadonlyMap<string, number> {
  const removals = new Map<string, Set<string>>();
  for (const { action, guardrail, consumer, through, path } of rows) {
    if (guardrail === undefined || !REMOVING.has(action)) continue;
    const where = 'share' in path ? path.share.arn : 'policy' in path ? path.policy.resource : path.pool;
    const known = removals.get(guardrail) ?? new Set();
    removals.set(guardrail, known.add(`${consumer} ${through} ${where}`));
  }
  return new Map([...removals].map(([id, each]) => [id, each.size]));
}

const REMOVING: ReadonlySet<string> = new Set([
  'remove',
  'remove-resources',
  'rewrite-policy',
  'bind-source',
]);
