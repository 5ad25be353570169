import type { Scope } from '../../src/core/resource.ts';
import { creationOrder } from './creation-order.ts';
import { resolveDynamic } from './dynamic-references.ts';
import { resolve } from './intrinsics.ts';
import { namesOf } from './names.ts';
import { parameterValues } from './parameters.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import type { FunctionCode, Made, Making } from './resources/resource.ts';
import type { Targets } from './targets.ts';
import type { Template, TemplateResource } from './template.ts';

export { createPermissions, type Permissions } from './permissions/index.ts';
export type { FunctionCode } from './resources/resource.ts';
export { serverlessArtifacts } from './serverless-artifacts.ts';
export type { RuleDefinition, SubscriptionDefinition, TableDefinition, Targets } from './targets.ts';
export { readTemplate, type Template } from './template.ts';

export interface DeployOptions {
  readonly stackName: string;
  readonly scope: Scope;
  readonly targets: Targets;
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Folder or zip file with the code of a function. Absent: the template must not have any. */
  readonly artifact?: (code: FunctionCode) => string;
  /** Lower-case hex digits for names that CloudFormation makes up. */
  readonly hex: (digits: number) => string;
}

/** A stack as it stands. */
export interface Deployment {
  /** In the order in which they were made. */
  readonly resources: readonly DeployedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface DeployedResource extends Made {
  readonly logicalId: string;
  readonly type: string;
  /** `false`: on record, and nothing else, such as an alarm. */
  readonly isSimulated: boolean;
}

/**
 * Makes what a compiled template describes, each resource after those that it refers to.
 *
 * @throws naming the resource, before anything is made where the template itself is wrong: a type that is not known
 *   here, a circle, a reference or a parameter that leads nowhere.
 */
export async function deploy(template: Template, options: DeployOptions): Promise<Deployment> {
  const { stackName, scope, targets, hex } = options;
  const stored = (name: string) => targets.parameters.get(scope, name);
  const parameters = parameterValues(template.Parameters ?? {}, options.parameters ?? {}, stored);
  const made = new Map<string, Made>();
  const names = namesOf({ template, stackName, scope, parameters, made });
  const wanted = Object.fromEntries(
    Object.entries(template.Resources).filter(
      ([, { Condition }]) => !Condition || names.condition(Condition),
    ),
  );
  checkTypes(wanted);
  const order = creationOrder(template.Resources, parameters.keys(), names.condition).filter((id) =>
    Object.hasOwn(wanted, id),
  );

  const checks: { readonly logicalId: string; readonly check: () => void }[] = [];
  const common = {
    scope,
    targets,
    artifact: options.artifact ?? noArtifact,
    made: { functions: new Map(), visibilityTimeouts: new Map(), roles: new Map() },
  } as const;
  const resources: DeployedResource[] = [];
  for (const logicalId of order) {
    const { Type, Properties = {} } = wanted[logicalId] ?? { Type: '' };
    const making: Making = {
      ...common,
      logicalId,
      inventedName: () => `${stackName}-${logicalId}-${hex(12)}`,
      finally: (check) => checks.push({ logicalId, check }),
    };
    const type = RESOURCE_TYPES[Type];
    if (!type) continue;
    const one = await naming(logicalId, Type, () =>
      type.make(resolveDynamic(resolve(Properties, names), stored), making),
    );
    made.set(logicalId, one);
    resources.push({ logicalId, type: Type, isSimulated: type.isSimulated, ...one });
  }
  for (const { logicalId, check } of checks) {
    await naming(logicalId, wanted[logicalId]?.Type ?? '', check);
  }
  const outputs = Object.entries(template.Outputs ?? {}).filter(
    ([, { Condition }]) => !Condition || names.condition(Condition),
  );
  return {
    resources,
    outputs: Object.fromEntries(outputs.map(([name, { Value }]) => [name, resolve(Value, names)])),
  };
}

function checkTypes(resources: Readonly<Record<string, TemplateResource>>): void {
  const unknown = Object.entries(resources).filter(([, { Type }]) => !Object.hasOwn(RESOURCE_TYPES, Type));
  if (unknown.length === 0) return;
  const list = unknown.map(([id, { Type }]) => `${id} (${Type})`).join(', ');
  throw new Error(`resource types that the local cloud does not know: ${list}`);
}

async function naming<T>(logicalId: string, type: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${logicalId} (${type}): ${message}`, { cause });
  }
}

function noArtifact({ functionName }: FunctionCode): never {
  throw new Error(`nobody knows where the code of ${functionName} is`);
}
