import type {
  DeleteParameterRequest,
  DeleteParametersRequest,
  GetParameterRequest,
  GetParametersByPathRequest,
  GetParametersRequest,
  PutParameterRequest,
} from '@aws-sdk/client-ssm';
import * as model from '@aws-sdk/client-ssm';
import type { Scope } from '../../src/core/resource.ts';
import { AwsError } from '../aws-error.ts';
import type { Call, Service } from '../service.ts';
import type { World } from '../world.ts';
import { describeParameters } from './describe-parameters.ts';
import { page } from './page.ts';
import { type Parameter, type ParameterType, parameterStore } from './parameter-store.ts';
import { tierOf } from './tier.ts';

export interface Ssm {
  readonly service: Service;
  /** Puts a parameter, over any that is there. */
  put(scope: Scope, name: string, value: string, type?: ParameterType): void;
  /** The value of a parameter in clear, or `undefined` when there is none. */
  get(scope: Scope, name: string): string | undefined;
}

/** Parameter Store. A SecureString is shown sealed to who does not ask for decryption. */
export function ssmService(world: World): Ssm {
  const store = parameterStore(world);
  const service: Service = {
    name: 'ssm',
    model,
    operations: {
      PutParameter(input: PutParameterRequest, { caller }: Call) {
        const { version } = store.put(caller, {
          name: input.Name ?? '',
          value: input.Value ?? '',
          type: input.Type,
          overwrite: input.Overwrite,
          description: input.Description,
          allowedPattern: input.AllowedPattern,
          by: caller.arn,
        });
        return { Version: version, Tier: tierOf(input.Value ?? '') };
      },
      GetParameter({ Name = '', WithDecryption }: GetParameterRequest, { caller }: Call) {
        const parameter = store.find(caller, Name);
        if (!parameter) throw missing(store.find(caller, Name.replace(/:\d+$/, '')), Name);
        return { Parameter: shown(parameter, WithDecryption) };
      },
      GetParameters({ Names = [], WithDecryption }: GetParametersRequest, { caller }: Call) {
        const found = Names.flatMap((name) => store.find(caller, name) ?? []);
        return {
          Parameters: found.map((parameter) => shown(parameter, WithDecryption)),
          InvalidParameters: Names.filter((name) => !store.find(caller, name)),
        };
      },
      GetParametersByPath(input: GetParametersByPathRequest, call: Call) {
        const { Path = '', Recursive = false, WithDecryption } = input;
        const below = store.all(call.caller).filter(({ name }) => isBelow(name, Path, Recursive));
        const { items, nextToken } = page(below, input, 10, call);
        return { Parameters: items.map((each) => shown(each, WithDecryption)), NextToken: nextToken };
      },
      DescribeParameters: describeParameters(store),
      DeleteParameter({ Name = '' }: DeleteParameterRequest, { caller }: Call) {
        if (!store.remove(caller, Name)) throw missing(undefined, Name);
        return {};
      },
      DeleteParameters({ Names = [] }: DeleteParametersRequest, { caller }: Call) {
        const deleted = Names.filter((name) => store.remove(caller, name));
        return {
          DeletedParameters: deleted,
          InvalidParameters: Names.filter((name) => !deleted.includes(name)),
        };
      },
    },
  };
  return {
    service,
    get: (scope, name) => store.find(scope, name)?.value,
    put: (scope, name, value, type = 'String') =>
      void store.put(scope, { name, value, type, overwrite: true, by: `arn:aws:iam::${scope.account}:root` }),
  };
}

function shown(parameter: Parameter, withDecryption = false) {
  const { name, arn, type, value, version, modifiedAt } = parameter;
  return {
    Name: name,
    ARN: arn,
    Type: type,
    Value: type === 'SecureString' && !withDecryption ? sealed(parameter) : value,
    Version: version,
    LastModifiedDate: modifiedAt,
    DataType: 'text',
  };
}

/** Opaque text that does not hold the value. */
const sealed = ({ arn, version }: Parameter): string =>
  Buffer.from(`sealed by the local cloud: ${arn} version ${version}`).toString('base64');

function isBelow(name: string, path: string, isRecursive: boolean): boolean {
  const root = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(root) && (isRecursive || !name.slice(root.length).includes('/'));
}

function missing(otherVersion: Parameter | undefined, name: string): AwsError {
  return otherVersion
    ? new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version of ${name}. Verify the version and try again.`,
      )
    : new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}
