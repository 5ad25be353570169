import type { Caller } from '../../service.ts';
import type { ConditionKeys } from './condition.ts';

/** One check that IAM makes for a call. */
export interface PermissionRequest {
  /** `ram:DisassociateResourceShare` */
  readonly action: string;
  /** An ARN, or `*` where the action knows none or the input names none. */
  readonly resource: string;
  readonly keys: ConditionKeys;
}

/**
 * The checks that IAM makes for a call: one for each action and resource, all of which have to pass.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 *
 * @param service signing name.
 * @param input of the operation, as the SDK spells it.
 */
export function permissionRequests(
  caller: Caller,
  service: string,
  operation: string,
  input: unknown,
): readonly PermissionRequest[] {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Input; // an object, as just checked
  const action = `${service}:${ACTIONS[`${service}:${operation}`] ?? operation}`;
  if (FREE.has(action)) return [];
  const resources = RESOURCES[service]?.(given, caller, operation) ?? [];
  const common: ConditionKeys = {
    'aws:principalarn': caller.roleArn ?? caller.arn,
    'aws:principalaccount': caller.account,
    'aws:requestedregion': caller.region,
    'aws:useragent': caller.userAgent,
    'aws:sourcearn': undefined,
    'aws:sourceaccount': undefined,
    'aws:viaawsservice': 'false',
  };
  const distinct = resources.length > 0 ? [...new Set(resources)] : ['*'];
  const variants = service === 'ram' ? shareKeys(given) : [{}];
  return distinct.flatMap((resource) =>
    variants.map((more) => ({ action, resource, keys: { ...common, ...more } })),
  );
}

type Input = Readonly<Record<string, unknown>>;

/** Operations that are allowed under another name. */
const ACTIONS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'SendMessage',
  'sqs:DeleteMessageBatch': 'DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'ChangeMessageVisibility',
  'sns:PublishBatch': 'Publish',
};

/** What everybody may do. */
const FREE: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'dynamodb:DescribeEndpoints']);

/** RAM checks each principal and each resource of a call for itself, without the other's keys (facts 8.1). */
function shareKeys(input: Input): readonly ConditionKeys[] {
  const none = { 'ram:principal': undefined, 'ram:resourcearn': undefined };
  const principals = texts(input.principals).map((principal) => ({ ...none, 'ram:principal': principal }));
  const resources = texts(input.resourceArns).map((arn) => ({ ...none, 'ram:resourcearn': arn }));
  return principals.length + resources.length > 0 ? [...principals, ...resources] : [none];
}

/** ARNs that the input of a call names. */
const RESOURCES: Readonly<
  Record<string, (input: Input, caller: Caller, operation: string) => readonly string[]>
> = {
  dynamodb(input, caller) {
    const tables = [...texts(input.TableName), ...keysOf(input.RequestItems)].map((name) =>
      name.startsWith('arn:') ? name : arn('dynamodb', caller, `table/${name}`),
    );
    const index = texts(input.IndexName)[0];
    return index === undefined ? tables : tables.map((table) => `${table}/index/${index}`);
  },
  sqs(input, caller) {
    const urls = texts(input.QueueUrl).map((url) => {
      const [name = '', account = ''] = url.split('/').reverse();
      return `arn:aws:sqs:${caller.region}:${account}:${name}`;
    });
    return [...urls, ...texts(input.QueueName).map((name) => arn('sqs', caller, name))];
  },
  sns: (input) => [...texts(input.TopicArn), ...texts(input.TargetArn)],
  events(input, caller, operation) {
    const bus = (name: string) =>
      name.startsWith('arn:') ? name : arn('events', caller, `event-bus/${name}`);
    if (operation !== 'PutEvents') return texts(input.EventBusName).map(bus);
    return objects(input.Entries).map(({ EventBusName }) => bus(texts(EventBusName)[0] ?? 'default'));
  },
  ssm(input, caller) {
    const names = [input.Name, input.Names, input.Path].flatMap(texts);
    return names.map((name) =>
      name.startsWith('arn:') ? name : arn('ssm', caller, `parameter/${name.replace(/^\//, '')}`),
    );
  },
  sts: (input) => texts(input.RoleArn),
  // RAM's reads know no resource-level permissions; its writes name one share.
  ram: (input) => texts(input.resourceShareArn),
  'sms-voice'(input, caller) {
    const ids = Object.entries(SMS_TYPES).flatMap(([member, type]) =>
      [...texts(input[member]), ...texts(input[`${member}s`])].map((id) =>
        id.startsWith('arn:') ? id : arn('sms-voice', caller, `${type}/${id}`),
      ),
    );
    return [...ids, ...texts(input.ResourceArn)];
  },
};

/** Members that name an SMS resource, alone or as a list. */
const SMS_TYPES = {
  PoolId: 'pool',
  PhoneNumberId: 'phone-number',
  OptOutListName: 'opt-out-list',
} as const;

const arn = (service: string, { region, account }: Caller, rest: string) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

const texts = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string');

const objects = (value: unknown): readonly Input[] =>
  (Array.isArray(value) ? value : []).filter((each) => typeof each === 'object' && each !== null);

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];
