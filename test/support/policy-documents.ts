import fc from 'fast-check';
import { ALLOWED, MANAGEMENT, NUMBER, OUTSIDER, OWNER, POOL, SANDBOX } from './builders.ts';
import type { Asker, Request } from './reference-policy.ts';

/** Where the accounts of the examples lie; the outsider is in no organization. */
export const PATHS: Readonly<Record<string, string | undefined>> = {
  [OWNER]: 'o-exampleorgid/r-ab12/ou-ab12-11111111/',
  [ALLOWED]: 'o-exampleorgid/r-ab12/ou-ab12-22222222/',
  [SANDBOX]: 'o-exampleorgid/r-ab12/ou-ab12-22222222/ou-ab12-33333333/',
  [MANAGEMENT]: 'o-otherorgid/r-cd34/ou-cd34-11111111/',
  [OUTSIDER]: undefined,
};
const ACCOUNTS = [OWNER, ALLOWED, SANDBOX, MANAGEMENT, OUTSIDER];
export const SERVICES = ['sns.amazonaws.com', 'pinpoint.amazonaws.com'];
const role = (account: string) => `arn:aws:iam::${account}:role/campaign`;
const user = (account: string) => `arn:aws:iam::${account}:user/ann`;
const root = (account: string) => `arn:aws:iam::${account}:root`;
const topic = (account: string) => `arn:aws:sns:us-east-1:${account}:topic`;

/** Everybody who may ask: each account in three persons, services for each account or for nobody, and the unsigned. */
const ASKERS: readonly Asker[] = [
  'anonymous',
  ...ACCOUNTS.flatMap((account) =>
    [root(account), role(account), user(account)].map((arn) => ({ account, arn, path: PATHS[account] })),
  ),
  ...SERVICES.flatMap((service) => [
    { service },
    ...ACCOUNTS.flatMap((account) => [
      { service, sourceAccount: account, sourceArn: topic(account), sourcePath: PATHS[account] },
      { service, sourceAccount: account, sourcePath: PATHS[account] },
      { service, sourceArn: topic(account) },
    ]),
  ]),
];

const CONTEXTS = [
  { 'aws:sourceip': '203.0.113.7', 'aws:securetransport': 'true', 'aws:currenttime': '2026-11-02T10:00:00Z' },
  { 'aws:securetransport': 'false', 'aws:principaltag/team': 'blue', 'aws:multifactorauthage': '10' },
];

/** Every asker with two actions and two kinds of circumstances. */
export const REQUESTS: readonly Request[] = ASKERS.flatMap((asker) =>
  ['sms-voice:SendTextMessage', 'sms-voice:PutKeyword'].flatMap((action) =>
    CONTEXTS.map((context) => ({ asker, action, resource: NUMBER, context })),
  ),
);

const oneOf = fc.constantFrom;
const oneOrMore = (values: readonly string[]) => {
  const value = oneOf(...values);
  return fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
};

const NAMES = ACCOUNTS.flatMap((account) => [account, root(account), role(account)]);
const AWS_WORDS = [...NAMES, ...NAMES, '*', '*', 'AROAEXAMPLEID', user(OUTSIDER)];
const principal = fc.oneof(
  { weight: 3, arbitrary: oneOf<unknown>('*', { AWS: '*' }) },
  { weight: 3, arbitrary: fc.record({ AWS: oneOrMore(AWS_WORDS) }) },
  { weight: 3, arbitrary: fc.record({ Service: oneOrMore(SERVICES) }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        AWS: oneOrMore(AWS_WORDS),
        Service: oneOrMore([...SERVICES, '*']),
        Federated: oneOrMore(['accounts.example.com', '*']),
      },
      { requiredKeys: ['AWS', 'Service'] },
    ),
  },
);
const whom = fc.oneof(
  { weight: 12, arbitrary: fc.record({ Principal: principal }) },
  { weight: 1, arbitrary: fc.record({ NotPrincipal: fc.record({ AWS: oneOrMore(NAMES) }) }) },
);

const ACTIONS = ['sms-voice:*', '*', 'SMS-Voice:SendTextMessage', 'sms-voice:Send*', 'sms-voice:Put?eyword'];
const what = fc.oneof(
  { weight: 8, arbitrary: fc.record({ Action: oneOrMore([...ACTIONS, 's3:*', '*:Put*']) }) },
  { weight: 1, arbitrary: fc.record({ NotAction: oneOrMore(['s3:*', 'sms-voice:Send*', 'sms-voice:*']) }) },
);
// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const VARIABLE = 'arn:aws:sms-voice:us-east-1:${aws:PrincipalAccount}:*';
const RESOURCES = ['*', NUMBER, 'arn:aws:sms-voice:*:phone-number/*', POOL, VARIABLE];
const where = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 6, arbitrary: fc.record({ Resource: oneOrMore(['*', ...RESOURCES, NUMBER]) }) },
  { weight: 1, arbitrary: fc.record({ NotResource: oneOrMore(RESOURCES) }) },
);

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
const OWN_ACCOUNT = '${aws:PrincipalAccount}';
const ACCOUNT_VALUES = [...ACCOUNTS, ...ACCOUNTS, '4444*', '*', 'nobody', OWN_ACCOUNT];
const ORGANIZATIONS = ['o-exampleorgid', 'o-otherorgid', 'o-exampleorgid', 'O-ExampleOrgId', 'o-*'];
const PATH_VALUES = [
  ...Object.values(PATHS).flatMap((path) => (path ? [path, `${path}*`, `${path}*`] : [])),
  'o-exampleorgid/*',
  'o-exampleorgid/*/ou-ab12-33333333/*',
  'o-exampleorgid/r-ab12/ou-ab12-2*',
  '*/ou-ab12-22222222/*',
  'o-otherorgid/r-cd34/*',
];
const ARNS = [
  ...ACCOUNTS.flatMap((account) => [role(account), `arn:aws:iam::${account}:*`]),
  'arn:aws:iam::*',
];
const SOURCE_ARNS = [
  ...ACCOUNTS.map(topic),
  `arn:aws:sns:*:${ALLOWED}:*`,
  'arn:aws:sns:*',
  `arn:*:${OWNER}:*`,
];

const POSITIVE = [
  'StringEquals',
  'StringLike',
  'StringEqualsIgnoreCase',
  'stringequals',
  'ArnLike',
  'ArnEquals',
];
const operator = fc.oneof(
  { weight: 6, arbitrary: oneOf(...POSITIVE) },
  {
    weight: 3,
    arbitrary: oneOf('StringNotEquals', 'StringNotLike', 'ArnNotLike', 'StringNotEqualsIgnoreCase'),
  },
  { weight: 1, arbitrary: oneOf('StringMatches', 'NumericEquals') },
);
const identityOperator = fc
  .tuple(
    fc.oneof(oneOf(''), oneOf('', 'ForAnyValue:', 'ForAllValues:')),
    operator,
    oneOf('', '', '', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const pathOperator = fc.oneof(
  oneOf('ForAnyValue:StringLike', 'ForAnyValue:StringEquals', 'ForAllValues:StringNotLike'),
  identityOperator,
);

type Condition = readonly [operator: string, key: string, values: string | readonly string[]];
const on = (key: string, values: readonly string[], operators = identityOperator): fc.Arbitrary<Condition> =>
  fc.tuple(operators, oneOf(key, key.toLowerCase()), oneOrMore(values));
const identity = fc.oneof(
  on('aws:PrincipalAccount', ACCOUNT_VALUES),
  on('aws:PrincipalOrgID', ORGANIZATIONS),
  on('aws:PrincipalOrgPaths', PATH_VALUES, pathOperator),
  on('aws:PrincipalArn', ARNS),
);
const source = fc.oneof(
  on('aws:SourceAccount', ACCOUNT_VALUES),
  on('aws:SourceOrgID', ORGANIZATIONS),
  on('aws:SourceOrgPaths', PATH_VALUES, pathOperator),
  on('aws:SourceArn', SOURCE_ARNS),
);
const circumstance = oneOf<Condition>(
  ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24']],
  ['Bool', 'aws:SecureTransport', 'true'],
  ['DateLessThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z'],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', '300'],
  ['StringLike', 'aws:PrincipalTag/team', ['b*']],
  ['Null', 'aws:PrincipalOrgID', 'false'],
  ['StringEqualsIfExists', 'sms-voice:Destination', '+15550100'],
);
const conditions = fc
  .oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.tuple(identity) },
    { weight: 3, arbitrary: fc.tuple(source) },
    { weight: 1, arbitrary: fc.tuple(circumstance) },
    { weight: 3, arbitrary: fc.array(fc.oneof(identity, source, circumstance), { maxLength: 3 }) },
  )
  .map((list: readonly Condition[]) => {
    const members: Record<string, Record<string, unknown>> = {};
    for (const [name, key, values] of list) members[name] = { ...members[name], [key]: values };
    return list.length === 0 ? {} : { Condition: members };
  });

const statement = (effect: string) =>
  fc
    .tuple(
      whom,
      what,
      where,
      conditions,
      fc.record(
        { Sid: oneOf('Campaign', 'Campaign2', 'Share'), Note: fc.jsonValue({ maxDepth: 1 }) },
        { requiredKeys: [] },
      ),
    )
    .map(
      ([principals, actions, resources, condition, more]): Record<string, unknown> => ({
        ...more,
        Effect: effect,
        ...principals,
        ...actions,
        ...resources,
        ...condition,
      }),
    );

export interface PolicyCase {
  readonly document: string;
  readonly ramDocuments: readonly string[];
}

/** Documents of every form that the reader knows, and statements that RAM wrote among them. */
export const POLICIES: fc.Arbitrary<PolicyCase> = fc
  .record({
    allows: fc.array(statement('Allow'), { minLength: 1, maxLength: 3 }),
    denies: fc.oneof(fc.constant([]), fc.array(statement('Deny'), { maxLength: 2 })),
    byRam: fc.array(statement('Allow'), { maxLength: 1 }),
    more: fc.record(
      { Version: fc.constant('2012-10-17'), Id: fc.string(), Other: fc.jsonValue({ maxDepth: 1 }) },
      { requiredKeys: [] },
    ),
    isSingle: fc.boolean(),
    isRamFirst: fc.boolean(),
  })
  .map(({ allows, denies, byRam, more, isSingle, isRamFirst }) => {
    const own = [...allows, ...denies];
    const all = isRamFirst ? [...byRam, ...own] : [...own, ...byRam];
    const document = JSON.stringify({ ...more, Statement: isSingle && all.length === 1 ? all[0] : all });
    const ramDocuments = byRam.map(({ Sid, ...rest }) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [rest] }),
    );
    return { document, ramDocuments };
  });
