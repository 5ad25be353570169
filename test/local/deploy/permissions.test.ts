import { describe, expect, it } from 'vitest';
import { createPermissions } from '../../../local/deploy/permissions/index.ts';
import type { Caller } from '../../../local/service.ts';

const ROLE = 'arn:aws:iam::111122223333:role/on-share-change';
const SHARE = 'arn:aws:ram:eu-west-1:111122223333:resource-share/7ab63972';
const SESSION: Caller = {
  account: '111122223333',
  region: 'eu-west-1',
  arn: 'arn:aws:sts::111122223333:assumed-role/on-share-change/on-share-change',
  roleArn: ROLE,
  accessKeyId: 'ASIAEXAMPLE',
  userAgent: 'aws-sdk-js/3',
};
const LAMBDA_TRUST = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

/** Permissions of one role with these statements. */
function allowing(...statements: readonly Record<string, unknown>[]) {
  const permissions = createPermissions((account) =>
    account === '999988887777' ? undefined : 'o-exampleorgid',
  );
  const policies = [{ Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) }];
  permissions.addRole({ arn: ROLE, trust: LAMBDA_TRUST, policies, managedPolicyArns: [] });
  return permissions;
}

describe('a session of a role', () => {
  it('may do what a statement allows', () => {
    const permissions = allowing({ Action: ['ram:Get*', 'ram:DisassociateResourceShare'], Resource: '*' });
    expect(permissions.authorize(SESSION, 'ram', 'GetResourceShares', {})).toBeUndefined();
    const input = { resourceShareArn: SHARE, principals: ['999988887777'] };
    expect(permissions.authorize(SESSION, 'ram', 'DisassociateResourceShare', input)).toBeUndefined();
  });

  it('is refused in the words of AWS where no statement does', () => {
    const error = allowing({ Action: 'ram:Get*', Resource: '*' }).authorize(
      SESSION,
      'ram',
      'DeleteResourceShare',
      {
        resourceShareArn: SHARE,
      },
    );
    expect(error).toMatchObject({
      code: 'AccessDeniedException',
      message:
        `User: ${SESSION.arn} is not authorized to perform: ram:DeleteResourceShare on resource: ${SHARE} ` +
        'because no identity-based policy allows the ram:DeleteResourceShare action',
    });
  });

  it('is refused where a Deny speaks against an Allow', () => {
    const permissions = allowing(
      { Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'ram:delete*', Resource: '*' },
    );
    expect(permissions.authorize(SESSION, 'ram', 'DeleteResourceShare', {})?.message).toContain(
      'with an explicit deny in an identity-based policy',
    );
    expect(permissions.authorize(SESSION, 'ram', 'GetResourceShares', {})).toBeUndefined();
  });

  it('may not do what NotAction leaves out, nor touch what NotResource names', () => {
    const permissions = allowing({ NotAction: ['sts:*', 'ram:*'], NotResource: 'arn:aws:sqs:*:*:secret' });
    const send = (name: string) =>
      permissions.authorize(SESSION, 'sqs', 'SendMessage', { QueueUrl: `http://h/111122223333/${name}` });
    expect(send('work')).toBeUndefined();
    expect(send('secret')).toBeDefined();
    expect(permissions.authorize(SESSION, 'ram', 'GetResourceShares', {})).toBeDefined();
  });

  it('may always ask who it is', () => {
    expect(allowing().authorize(SESSION, 'sts', 'GetCallerIdentity', {})).toBeUndefined();
  });

  it('is told by the name that the service has for it', () => {
    const input = { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t' };
    expect(allowing().authorize(SESSION, 'sns', 'Publish', input)?.code).toBe('AuthorizationErrorException');
    expect(allowing().authorize(SESSION, 'sts', 'AssumeRole', { RoleArn: ROLE })?.code).toBe('AccessDenied');
  });

  it.each([
    ['of a user', { ...SESSION, arn: 'arn:aws:iam::111122223333:user/operator', roleArn: undefined }],
    ['of a role that nobody described', { ...SESSION, roleArn: 'arn:aws:iam::111122223333:role/other' }],
  ])('%s may do everything', (_, { roleArn, ...rest }) => {
    const caller: Caller = { ...rest, ...(roleArn && { roleArn }) };
    expect(allowing().authorize(caller, 'ram', 'DeleteResourceShare', {})).toBeUndefined();
  });
});

describe('the resource that a call is about', () => {
  const base = 'eu-west-1:111122223333';
  it.each<[string, string, unknown, string]>([
    ['dynamodb', 'PutItem', { TableName: 'ledger' }, `arn:aws:dynamodb:${base}:table/ledger`],
    [
      'dynamodb',
      'GetItem',
      { TableName: `arn:aws:dynamodb:${base}:table/other` },
      `arn:aws:dynamodb:${base}:table/other`,
    ],
    [
      'dynamodb',
      'Query',
      { TableName: 'ledger', IndexName: 'by-day' },
      `arn:aws:dynamodb:${base}:table/ledger/index/by-day`,
    ],
    ['dynamodb', 'BatchGetItem', { RequestItems: { ledger: {} } }, `arn:aws:dynamodb:${base}:table/ledger`],
    [
      'sqs',
      'ReceiveMessage',
      { QueueUrl: 'http://127.0.0.1:4566/111122223333/work' },
      `arn:aws:sqs:${base}:work`,
    ],
    ['sqs', 'GetQueueUrl', { QueueName: 'work' }, `arn:aws:sqs:${base}:work`],
    ['sns', 'Publish', { TopicArn: `arn:aws:sns:${base}:t` }, `arn:aws:sns:${base}:t`],
    [
      'events',
      'PutEvents',
      { Entries: [{ EventBusName: 'findings' }] },
      `arn:aws:events:${base}:event-bus/findings`,
    ],
    ['events', 'PutEvents', { Entries: [{}] }, `arn:aws:events:${base}:event-bus/default`],
    ['ssm', 'GetParameter', { Name: '/app/url' }, `arn:aws:ssm:${base}:parameter/app/url`],
    [
      'sts',
      'AssumeRole',
      { RoleArn: 'arn:aws:iam::444455556666:role/enforcer' },
      'arn:aws:iam::444455556666:role/enforcer',
    ],
    ['ram', 'DisassociateResourceShare', { resourceShareArn: SHARE }, SHARE],
    ['ram', 'GetResourceShareAssociations', { resourceShareArns: [SHARE] }, '*'],
    [
      'sms-voice',
      'ListPoolOriginationIdentities',
      { PoolId: 'pool-1' },
      `arn:aws:sms-voice:${base}:pool/pool-1`,
    ],
    ['sms-voice', 'DescribePools', { PoolIds: ['pool-1'] }, `arn:aws:sms-voice:${base}:pool/pool-1`],
    ['sms-voice', 'GetResourcePolicy', { ResourceArn: 'arn:x' }, 'arn:x'],
    ['organizations', 'DescribeAccount', { AccountId: '444455556666' }, '*'],
    ['ram', 'GetResourceShares', undefined, '*'],
  ])('of %s %s %j is %s', (service, operation, input, resource) => {
    expect(allowing().authorize(SESSION, service, operation, input)?.message).toContain(
      `on resource: ${resource} because`,
    );
    expect(
      allowing({ Action: '*', Resource: resource }).authorize(SESSION, service, operation, input),
    ).toBeUndefined();
    const elsewhere = allowing({ Action: '*', Resource: 'arn:aws:other:::x' });
    expect(elsewhere.authorize(SESSION, service, operation, input)).toBeDefined();
  });

  it('may be several, which all have to be allowed', () => {
    const permissions = allowing({ Action: 'events:PutEvents', Resource: '*/findings' });
    const put = (...names: string[]) =>
      permissions.authorize(SESSION, 'events', 'PutEvents', {
        Entries: names.map((EventBusName) => ({ EventBusName })),
      });
    expect(put('findings', 'findings')).toBeUndefined();
    expect(put('findings', 'other')?.message).toContain('event-bus/other');
  });

  it('goes by the action that a batch needs', () => {
    const permissions = allowing({ Action: 'sqs:SendMessage', Resource: '*' });
    const input = { QueueUrl: 'http://h/111122223333/work' };
    expect(permissions.authorize(SESSION, 'sqs', 'SendMessageBatch', input)).toBeUndefined();
    expect(permissions.authorize(SESSION, 'sqs', 'DeleteMessageBatch', input)?.message).toContain(
      'sqs:DeleteMessage on',
    );
  });
});

describe('a condition', () => {
  const holds = (Condition: unknown, input: unknown = {}) =>
    allowing({ Action: '*', Resource: '*', Condition }).authorize(
      SESSION,
      'ram',
      'DisassociateResourceShare',
      input,
    ) === undefined;

  it.each<[unknown, boolean]>([
    [{ StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } }, true],
    [{ StringEquals: { 'aws:requestedregion': 'us-east-1' } }, false],
    [{ StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } }, true],
    [{ StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } }, false],
    [{ StringLike: { 'aws:RequestedRegion': 'eu-*' } }, true],
    [{ StringEqualsIgnoreCase: { 'aws:RequestedRegion': 'EU-WEST-1' } }, true],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/on-*' } }, true],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:*:role/on-share-change' } }, false],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/on-*' } }, false],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }, true],
    [{ Bool: { 'aws:ViaAWSService': false } }, true],
    [{ StringEquals: { 'aws:SourceArn': 'x' } }, false],
    [{ StringNotEquals: { 'aws:SourceArn': 'x' } }, true],
    [{ StringEqualsIfExists: { 'aws:SourceArn': 'x' } }, true],
    [{ Null: { 'aws:SourceArn': true } }, true],
    [{ Null: { 'aws:RequestedRegion': true } }, false],
    [{ StringEquals: { 'aws:ResourceTag/team': 'x' } }, false],
    [{ StringNotEquals: { 'aws:ResourceTag/team': 'x' } }, false],
    [{ NumericLessThan: { 'aws:RequestedRegion': '5' } }, false],
    [{ NumericNotLessThan: { 'aws:RequestedRegion': '5' } }, false],
    [{ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' }, Bool: { 'aws:ViaAWSService': 'true' } }, false],
  ])('%j: %s', (condition, expected) => expect(holds(condition)).toBe(expected));

  it('on ram:Principal is checked for each principal', () => {
    const onlyOne = { StringEquals: { 'ram:Principal': '444455556666' } };
    expect(holds(onlyOne, { principals: ['444455556666'] })).toBe(true);
    expect(holds(onlyOne, { principals: ['444455556666', '999988887777'] })).toBe(false);
    expect(holds(onlyOne, { principals: ['444455556666'], resourceArns: ['arn:x'] })).toBe(false);
  });
});

describe('a role that is assumed', () => {
  const TARGET = 'arn:aws:iam::444455556666:role/enforcer';
  const assume = (trust: Record<string, unknown>, input = {}) => {
    const permissions = allowing({ Action: 'sts:AssumeRole', Resource: TARGET });
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...trust };
    permissions.addRole({
      arn: TARGET,
      trust: { Statement: [statement] },
      policies: [],
      managedPolicyArns: [],
    });
    return permissions.authorize(SESSION, 'sts', 'AssumeRole', { RoleArn: TARGET, ...input });
  };

  it.each<[Record<string, unknown>, Record<string, unknown>, boolean]>([
    [{ Principal: { AWS: ROLE } }, {}, true],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, {}, true],
    [{ Principal: { AWS: ['111122223333'] } }, {}, true],
    [{ Principal: { AWS: `${ROLE}-2` } }, {}, false],
    [{ Principal: { Service: 'lambda.amazonaws.com' } }, {}, false],
    [{ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } }, {}, true],
    [
      { Principal: { AWS: ROLE }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } },
      { ExternalId: 'x' },
      true,
    ],
    [{ Principal: { AWS: ROLE }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }, {}, false],
  ])('has to trust its caller: %j %j', (trust, input, expected) => {
    expect(assume(trust, input) === undefined).toBe(expected);
  });

  it('is not looked into when nobody described it', () => {
    const permissions = allowing({ Action: 'sts:AssumeRole', Resource: '*' });
    expect(permissions.authorize(SESSION, 'sts', 'AssumeRole', { RoleArn: TARGET })).toBeUndefined();
  });
});

describe('a delivery', () => {
  const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:work';
  const RULE = 'arn:aws:events:eu-west-1:111122223333:rule/shares';
  const delivers = (
    statement: Record<string, unknown>,
    target = QUEUE,
    source = RULE,
    principal = 'events.amazonaws.com',
  ) => {
    const permissions = allowing();
    permissions.putResourcePolicy(target, { Statement: { Effect: 'Allow', Resource: '*', ...statement } });
    return permissions.mayDeliver(target, source, principal);
  };
  const SEND = { Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };

  it.each<[Record<string, unknown>, boolean]>([
    [SEND, true],
    [{ ...SEND, Action: 'SQS:*' }, true],
    [{ ...SEND, Principal: '*' }, true],
    [{ ...SEND, Condition: { ArnEquals: { 'aws:SourceArn': RULE } } }, true],
    [{ ...SEND, Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:events:*:*:rule/*' } } }, true],
    [{ ...SEND, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }, true],
    [{ ...SEND, Condition: { ArnEquals: { 'aws:SourceArn': `${RULE}-2` } } }, false],
    [{ ...SEND, Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } }, false],
    [{ ...SEND, Principal: { Service: 'sns.amazonaws.com' } }, false],
    [{ ...SEND, Principal: { AWS: '111122223333' } }, false],
    [{ ...SEND, Principal: undefined }, false],
    [{ ...SEND, Action: 'sqs:ReceiveMessage' }, false],
    [{ ...SEND, Resource: `${QUEUE}-2` }, false],
    [{ ...SEND, Effect: 'Deny' }, false],
  ])('to a queue with %j: %s', (statement, expected) => expect(delivers(statement)).toBe(expected));

  it('is refused by a target without a policy', () => {
    expect(allowing().mayDeliver(QUEUE, RULE, 'events.amazonaws.com')).toBe(false);
  });

  it('of a topic is by SNS, to a topic is a publication', () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:alerts';
    const bySns = { ...SEND, Principal: { Service: 'sns.amazonaws.com' } };
    expect(delivers(bySns, QUEUE, topic, 'sns.amazonaws.com')).toBe(true);
    expect(delivers({ ...SEND, Action: 'sns:Publish' }, topic)).toBe(true);
    expect(delivers(SEND, topic)).toBe(false);
  });

  it('to a bus of another account needs its policy, and to one of its own nothing', () => {
    const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/hub';
    const from = (account: string, statement?: Record<string, unknown>) => {
      const source = `arn:aws:events:eu-west-1:${account}:rule/forward`;
      const put = { Action: 'events:PutEvents', ...statement };
      return statement
        ? delivers(put, bus, source)
        : allowing().mayDeliver(bus, source, 'events.amazonaws.com');
    };
    const organization = {
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
    };
    expect(from('111122223333')).toBe(true);
    expect(from('444455556666')).toBe(false);
    expect(from('444455556666', organization)).toBe(true);
    expect(from('999988887777', organization)).toBe(false);
    expect(from('444455556666', { Principal: { AWS: 'arn:aws:iam::444455556666:root' } })).toBe(true);
    expect(from('555566667777', { Principal: { AWS: '444455556666' } })).toBe(false);
  });
});
