import type { Scope } from '../../src/core/resource.ts';
import { type Names, resolve } from './intrinsics.ts';
import type { Made } from './resources/resource.ts';
import type { Template } from './template.ts';

/** What stands behind the names of a template. */
export interface NameSources {
  readonly template: Template;
  readonly stackName: string;
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, unknown>;
  /** The resources that are there by now. */
  readonly made: ReadonlyMap<string, Made>;
}

/** Looks names up, each error saying what is missing. */
export function namesOf({ template, stackName, scope, parameters, made }: NameSources): Names {
  const pseudo = pseudoParameters(stackName, scope);
  const conditions = new Map<string, boolean | 'being evaluated'>();

  function resource(name: string): Made {
    const found = made.get(name);
    if (found) return found;
    const { Condition } = template.Resources[name] ?? {};
    if (Condition !== undefined && !condition(Condition)) {
      throw new Error(`${name} is not made, since its condition ${Condition} is false`);
    }
    throw new Error(`a reference to ${name}, which the template does not have`);
  }

  function condition(name: string): boolean {
    const known = conditions.get(name);
    if (known === 'being evaluated') throw new Error(`condition ${name} depends on itself`);
    if (known !== undefined) return known;
    const expression = template.Conditions?.[name];
    if (expression === undefined) throw new Error(`a condition ${name}, which the template does not have`);
    conditions.set(name, 'being evaluated');
    const holds = resolve(expression, names) === true;
    conditions.set(name, holds);
    return holds;
  }

  const names: Names = {
    condition,
    ref(name) {
      if (name === 'AWS::NoValue') return undefined;
      return pseudo.get(name) ?? parameters.get(name) ?? resource(name).ref;
    },
    attribute(name, attribute) {
      const value = resource(name).attributes?.[attribute];
      if (value === undefined) throw new Error(`${name} has no attribute ${attribute}`);
      return value;
    },
    inMap(map, first, second) {
      const value = template.Mappings?.[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`the mappings hold no ${map}.${first}.${second}`);
      return value;
    },
  };
  return names;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
function pseudoParameters(stackName: string, { account, region }: Scope): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', account],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}
