import type { Scope } from '../../src/core/resource.ts';
import { AwsError } from '../aws-error.ts';
import type { World } from '../world.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** One version of a parameter. */
export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly value: string;
  readonly version: number;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly modifiedAt: Date;
  readonly modifiedBy: string;
}

export interface NewParameter {
  readonly name: string;
  readonly value: string;
  readonly type?: ParameterType | undefined;
  readonly overwrite?: boolean | undefined;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly by: string;
}

/** The parameters of all accounts and Regions, with all their versions. */
export interface ParameterStore {
  /** @throws AwsError ParameterAlreadyExists without `overwrite`, and for names and values that SSM refuses. */
  put(scope: Scope, parameter: NewParameter): Parameter;
  /** @param asked name or ARN, with `:3` behind it for a version. `undefined`: there is no such parameter. */
  find(scope: Scope, asked: string): Parameter | undefined;
  /** The latest versions, by name. */
  all(scope: Scope): readonly Parameter[];
  /** `false`: there was none. */
  remove(scope: Scope, name: string): boolean;
}

export function parameterStore(world: World): ParameterStore {
  /** Versions by ARN, oldest first. */
  const parameters = new Map<string, readonly Parameter[]>();
  const ofScope = (scope: Scope) => [...parameters].filter(([arn]) => arn.startsWith(arnOf(scope, '')));

  return {
    put(scope, { name, value, type, overwrite, description, allowedPattern, by }) {
      const arn = arnOf(scope, name);
      const versions = parameters.get(arn) ?? [];
      const latest = versions.at(-1);
      checkName(name);
      if (latest && !overwrite) {
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const parameter: Parameter = {
        name,
        arn,
        type: type ?? latest?.type ?? 'String',
        value,
        version: (latest?.version ?? 0) + 1,
        description: description ?? latest?.description,
        allowedPattern: allowedPattern ?? latest?.allowedPattern,
        modifiedAt: new Date(world.clock.now()),
        modifiedBy: by,
      };
      checkValue(parameter);
      parameters.set(arn, [...versions, parameter].slice(-MOST_VERSIONS));
      return parameter;
    },
    find(scope, asked) {
      const [, nameOrArn = '', version] = /^(.+?)(?::(\d+))?$/.exec(asked) ?? [];
      const isArn = nameOrArn.startsWith('arn:');
      const versions = parameters.get(isArn ? nameOrArn : arnOf(scope, nameOrArn));
      return version === undefined
        ? versions?.at(-1)
        : versions?.find((each) => each.version === Number(version));
    },
    all: (scope) =>
      ofScope(scope)
        .flatMap(([, versions]) => versions.at(-1) ?? [])
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    remove: (scope, name) => parameters.delete(arnOf(scope, name)),
  };
}

/** SSM keeps the latest hundred. */
const MOST_VERSIONS = 100;

/** A name's leading slash is not doubled in the ARN. */
const arnOf = ({ account, region }: Scope, name: string): string =>
  `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;

function checkName(name: string): void {
  const isQualified = !name.includes('/') || name.startsWith('/');
  if (!/^[\w./-]{1,1011}$/.test(name) || !isQualified || /^\/?(aws|ssm)/i.test(name)) {
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive), must be a fully qualified name, and can only include letters, numbers and the symbols .-_/: ${name}`,
    );
  }
  if (name.split('/').length > 16) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels.',
    );
  }
}

function checkValue({ value, allowedPattern, name }: Parameter): void {
  if (value === '') throw new AwsError('ValidationException', `The value of parameter ${name} is empty.`);
  if (Buffer.byteLength(value) > 8192) {
    throw new AwsError(
      'ValidationException',
      'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    );
  }
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
  }
}
