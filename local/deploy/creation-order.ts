import { attributeOf, intrinsicOf, substitutionOf } from './intrinsics.ts';
import type { TemplateResource } from './template.ts';

/**
 * Logical ids, each behind all that it refers to or depends on; among equals as the template has them.
 *
 * @param parameters names of the template's parameters.
 * @param condition of a name in the template: only the branch that Fn::If takes is looked at.
 * @throws for a cycle, naming its members, and for what leads nowhere.
 */
export function creationOrder(
  resources: Readonly<Record<string, TemplateResource>>,
  parameters: Iterable<string>,
  condition: (name: string) => boolean,
): readonly string[] {
  const known = new Set([...Object.keys(resources), ...parameters]);
  const ordered = new Set<string>();

  function visit(id: string, path: readonly string[]) {
    if (path.includes(id)) {
      const cycle = [...path.slice(path.indexOf(id)), id].join(' -> ');
      throw new Error(`resources depend on each other in a circle: ${cycle}`);
    }
    const resource = resources[id];
    if (!resource || ordered.has(id)) return;
    for (const needed of [
      ...[resource.DependsOn ?? []].flat(),
      ...referencesIn(resource.Properties, condition),
    ]) {
      if (!known.has(needed) && !needed.startsWith('AWS::')) {
        throw new Error(`${id} refers to ${needed}, which the template does not have`);
      }
      visit(needed, [...path, id]);
    }
    ordered.add(id);
  }

  for (const id of Object.keys(resources)) visit(id, []);
  return [...ordered];
}

/** Every name that a value refers to, of resources and parameters alike. */
function referencesIn(value: unknown, condition: (name: string) => boolean): readonly string[] {
  const within = (each: unknown) => referencesIn(each, condition);
  if (Array.isArray(value)) return value.flatMap(within);
  if (typeof value !== 'object' || value === null) return [];
  const { name, argument } = intrinsicOf(value) ?? {};
  if (name === 'Ref') return [String(argument)];
  if (name === 'Fn::GetAtt') return [attributeOf(argument)[0]];
  if (name === 'Fn::If' && Array.isArray(argument)) {
    return within(condition(String(argument[0])) ? argument[1] : argument[2]);
  }
  if (name === 'Fn::Sub') {
    const { own, names } = substitutionOf(argument);
    const foreign = names.filter((each) => !Object.hasOwn(own, each));
    return [...foreign.map((each) => each.split('.')[0] ?? each), ...within(own)];
  }
  return Object.values(value).flatMap(within);
}
