import type { Path, Row } from '../flows/survey/row.ts';
import { interned } from './interned.ts';
import type { PageAccess, PageData, PageVerdict } from './page-data.ts';

type AccessData = Pick<PageData, 'accesses' | 'groups' | 'paths' | 'verdicts' | 'troubles'>;

/**
 * The rows about consumers, gathered: one entry for a consumer, path and verdict, with all resources that it has there.
 *
 * @param arns of the resources of the page, in their order there.
 */
export function accessData(rows: readonly Row[], arns: readonly string[]): AccessData {
  const placeOf = new Map(arns.map((arn, place) => [arn, place]));
  const [groups, paths, verdicts] = [
    interned<readonly number[]>(),
    interned<Path>(),
    interned<PageVerdict>(),
  ];
  const gathered = new Map<string, { readonly access: Omit<PageAccess, 'group'>; readonly held: number[] }>();
  for (const row of rows) {
    const held = row.resource === undefined ? undefined : placeOf.get(row.resource);
    if (row.consumer === undefined || held === undefined) continue;
    const access = {
      consumer: row.consumer,
      ...(row.through !== undefined && { through: row.through }),
      ...(row.state !== undefined && { state: row.state }),
      path: paths.add(row.path),
      verdict: verdicts.add(verdictOf(row)),
    };
    const key = JSON.stringify(access);
    const known = gathered.get(key) ?? { access, held: [] };
    known.held.push(held);
    gathered.set(key, known);
  }
  const troubles = rows
    .filter(({ consumer, consumers }) => consumer === undefined && consumers === undefined)
    .map((row) => ({
      ...(row.resource !== undefined && { resource: row.resource }),
      path: paths.add(row.path),
      verdict: verdicts.add(verdictOf(row)),
    }));
  const accesses = [...gathered.values()].map(({ access, held }) => ({
    ...access,
    group: groups.add([...new Set(held)].sort((a, b) => a - b)),
  }));
  return { accesses, groups: groups.values, paths: paths.values, verdicts: verdicts.values, troubles };
}

const verdictOf = ({ found, action, decision, guardrail, reason }: Row): PageVerdict => ({
  found,
  action,
  ...(decision !== undefined && { decision }),
  ...(guardrail !== undefined && { guardrail }),
  reason,
});
