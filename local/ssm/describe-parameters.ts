import type { DescribeParametersRequest, ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../aws-error.ts';
import type { Call, Operation } from '../service.ts';
import { page } from './page.ts';
import type { Parameter, ParameterStore } from './parameter-store.ts';
import { tierOf } from './tier.ts';

/** DescribeParameters, with filters by Name, Type and Path. */
export function describeParameters(store: ParameterStore): Operation {
  return (input: DescribeParametersRequest, call: Call) => {
    const { ParameterFilters = [], Filters = [] } = input;
    const older = Filters.map(({ Key, Values }) => ({
      Key,
      Values,
      Option: Key === 'Name' ? 'BeginsWith' : 'Equals',
    }));
    const tests = [...ParameterFilters, ...older].map(testOf);
    const wanted = store.all(call.caller).filter((parameter) => tests.every((test) => test(parameter)));
    const { items, nextToken } = page(wanted, input, 50, call);
    return { Parameters: items.map(shown), NextToken: nextToken };
  };
}

function testOf({ Key = '', Option, Values = [] }: ParameterStringFilter): (parameter: Parameter) => boolean {
  const any = (test: (value: string) => boolean) => Values.some(test);
  if (Key === 'Name' && Option === 'BeginsWith') return ({ name }) => any((value) => name.startsWith(value));
  if (Key === 'Name' && Option === 'Contains') return ({ name }) => any((value) => name.includes(value));
  if (Key === 'Name' && (Option ?? 'Equals') === 'Equals') return ({ name }) => Values.includes(name);
  if (Key === 'Type' && (Option ?? 'Equals') === 'Equals') return ({ type }) => Values.includes(type);
  if (Key === 'Path') {
    const isDirect = (Option ?? 'OneLevel') === 'OneLevel';
    return ({ name }) =>
      any((path) => {
        const root = path.endsWith('/') ? path : `${path}/`;
        return name.startsWith(root) && !(isDirect && name.slice(root.length).includes('/'));
      });
  }
  const isKnown = ['Name', 'Type'].includes(Key);
  throw isKnown
    ? new AwsError('InvalidFilterOption', `The following filter option is not valid: ${Option}.`)
    : new AwsError('InvalidFilterKey', `the local cloud filters by Name, Path and Type, not by ${Key}`);
}

const shown = (parameter: Parameter) => ({
  Name: parameter.name,
  ARN: parameter.arn,
  Type: parameter.type,
  Description: parameter.description,
  AllowedPattern: parameter.allowedPattern,
  KeyId: parameter.type === 'SecureString' ? 'alias/aws/ssm' : undefined,
  Version: parameter.version,
  LastModifiedDate: parameter.modifiedAt,
  LastModifiedUser: parameter.modifiedBy,
  Tier: tierOf(parameter.value),
  DataType: 'text',
});
