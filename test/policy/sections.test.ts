import { describe, expect, it } from 'vitest';
import { aFile, guardrailsOf, problemsOf } from './guardrail-files.ts';

describe('which resources a guardrail covers', () => {
  const selecting = (resources: string) =>
    problemsOf(aFile(`  - id: a\n    allow: []\n    resources: { ${resources} }`));
  const REGIONS = 'regions takes a list of codes of Regions, such as us-east-1; leave it out for all of them';
  const ACCOUNT = 'accounts takes twelve digits in quotes, such as "444455556666"';
  const ACCOUNTS = 'accounts takes a list of owner accounts, twelve digits in quotes each';
  const TAGS = 'tags takes a map of the tags that the resource has, such as { environment: production }';
  const TAG = 'campaign takes the value of the tag, in which no * may stand, or "*" alone for any value';

  it.each([
    ['regions: [us-east1]', 28, `${REGIONS}; there is "us-east1": did you mean us-east-1?`],
    ['regions: [US_EAST_1]', 28, `${REGIONS}; there is "US_EAST_1": did you mean us-east-1?`],
    ['regions: [us east 1]', 28, `${REGIONS}; there is "us east 1": did you mean us-east-1?`],
    ['regions: [us-east-1a]', 28, `${REGIONS}; there is "us-east-1a": did you mean us-east-1?`],
    ['regions: [us-gov-west10]', 28, `${REGIONS}; there is "us-gov-west10": did you mean us-gov-west-10?`],
    ['regions: [Ireland]', 28, `${REGIONS}; there is "Ireland"`],
    ['regions: [us-east]', 28, `${REGIONS}; there is "us-east"`],
    ['regions: ["*"]', 28, `${REGIONS}; there is "*"`],
    ['regions: []', 27, `${REGIONS}; the list is empty`],
    ['regions: us-east-1', 27, `${REGIONS}; there is "us-east-1"`],
    ['accounts: ["1111"]', 29, `${ACCOUNT}; there is "1111"`],
    [
      'accounts: [111122223333]',
      29,
      `${ACCOUNT}; YAML reads 111122223333 as a number: put it in quotes, "111122223333"`,
    ],
    ['accounts: [1]', 29, `${ACCOUNT}; there is 1`],
    ['accounts: []', 28, `${ACCOUNTS}; the list is empty`],
    ['accounts: "111122223333"', 28, `${ACCOUNTS}; there is "111122223333"`],
    ['tags: {}', 24, `${TAGS}; there is a map of nothing`],
    ['tags: [production]', 24, `${TAGS}; there is a list`],
    ['tags: { campaign: 042 }', 36, `${TAG}; YAML reads 042 as a number: put it in quotes, "042"`],
    ['tags: { campaign: true }', 36, `${TAG}; YAML reads true as a boolean: put it in quotes, "true"`],
    ['tags: { campaign: summer* }', 36, `${TAG}; there is "summer*"`],
    ['tags: { campaign: "**" }', 36, `${TAG}; there is "**"`],
    ['tags: { campaign: [summer] }', 36, `${TAG}; there is a list`],
    ['tags: { campaign: }', 26, `${TAG}; there is nothing`],
    [
      'types: [phone_number]',
      26,
      'types takes a list of phone-number, pool, sender-id, opt-out-list; leave it out for all of them; there is "phone_number": did you mean phone-number?',
    ],
  ])('%s', (resources, column, problem) => {
    expect(selecting(resources)).toEqual([`g.yml:6:${column}: ${problem}`]);
  });

  it('is not told by text alone', () => {
    expect(problemsOf(aFile('  - { id: a, allow: [], resources: all }'))).toEqual([
      'g.yml:4:36: resources takes a map of types, arns, regions, accounts and tags; there is "all"',
    ]);
  });

  it.each(['us-east-1', 'ap-southeast-10', 'us-gov-west-1', 'eusc-de-east-1', 'us-iso-b-east-1'])(
    'may be told by the Region %s',
    (region) => {
      expect(selecting(`regions: [${region}]`)).toEqual([]);
    },
  );
});

describe('limits', () => {
  const REMOVALS = 'removalsPerHour takes a whole number from 0 to 5000';
  const READDS = 'readdsBeforeStop takes a whole number from 1 to 100';

  it.each([
    ['{ removalsPerHour: -1 }', 28, `${REMOVALS}; there is -1`],
    ['{ removalsPerHour: 5001 }', 28, `${REMOVALS}; there is 5001`],
    ['{ removalsPerHour: 1.5 }', 28, `${REMOVALS}; there is 1.5`],
    ['{ removalsPerHour: "20" }', 28, `${REMOVALS}; there is "20"`],
    ['{ removalsPerHour: many }', 28, `${REMOVALS}; there is "many"`],
    ['{ readdsBeforeStop: 0 }', 29, `${READDS}; there is 0`],
    ['{ readdsBeforeStop: 101 }', 29, `${READDS}; there is 101`],
    ['{ readdsBeforeStop: .inf }', 29, `${READDS}; there is Infinity`],
    [
      '20',
      9,
      'limits takes a map of removalsPerHour, shareRemovalsPerHour, organizationRemovalsPerHour and readdsBeforeStop; there is 20',
    ],
  ])('%s', (limits, column, problem) => {
    expect(problemsOf(aFile('  []', `limits: ${limits}`))).toEqual([`g.yml:5:${column}: ${problem}`]);
  });
});

describe('alerts', () => {
  const channel = (severity: string) =>
    `${severity} takes the SSM parameter with the webhook, such as /sharewarden/slack-critical, a channel of the bot, such as C0123456789 or "#alerts", or false for nowhere`;

  it.each([
    ['slack: { critical: slack-critical }', 30, `${channel('critical')}; there is "slack-critical"`],
    ['slack: { warning: /other/webhook }', 29, `${channel('warning')}; there is "/other/webhook"`],
    ['slack: { warning: /sharewarden }', 29, `${channel('warning')}; there is "/sharewarden"`],
    ['slack: { warning: /sharewarden/ }', 29, `${channel('warning')}; there is "/sharewarden/"`],
    ['slack: { warning: /sharewardens/a }', 29, `${channel('warning')}; there is "/sharewardens/a"`],
    ['slack: { warning: x/sharewarden/a }', 29, `${channel('warning')}; there is "x/sharewarden/a"`],
    ['slack: { warning: /sharewarden/a b }', 29, `${channel('warning')}; there is "/sharewarden/a b"`],
    ['slack: { warning: alerts }', 29, `${channel('warning')}; there is "alerts"`],
    ['slack: { warning: "#Alerts" }', 29, `${channel('warning')}; there is "#Alerts"`],
    ['slack: { warning: "#a <b" }', 29, `${channel('warning')}; there is "#a <b"`],
    ['slack: { warning: D0123456789 }', 29, `${channel('warning')}; there is "D0123456789"`],
    ['slack: { notice: true }', 28, `${channel('notice')}; there is true`],
    ['slack: { notice: 5 }', 28, `${channel('notice')}; there is 5`],
    ['slack: { notice: }', 20, `${channel('notice')}; there is nothing`],
    ['slack: false', 18, 'slack takes a map of critical, warning and notice; there is false'],
    ['sns: yes', 16, 'sns takes true or false; there is "yes"'],
    [
      'sns: arn:aws:sns:us-east-1:111122223333:x',
      16,
      'sns takes true or false; there is "arn:aws:sns:us-east-1:111122223333:x"',
    ],
    ['owners: {}', 19, 'owners takes a list of routes, each with accounts; there is a map of nothing'],
    ['owners: [x]', 20, 'owners takes a list of routes, each with accounts; there is "x"'],
    [
      'owners: [{ accounts: [], sns: true }]',
      32,
      'accounts takes a list of owner accounts, twelve digits in quotes each; the list is empty',
    ],
    [
      'owners: [{ accounts: ["x"], sns: true }]',
      33,
      'accounts takes twelve digits in quotes, such as "444455556666"; there is "x"',
    ],
    [
      'deciders: { users: [bob] }',
      31,
      'users takes the id of a user of Slack, such as U0123456789; there is "bob"',
    ],
    [
      'deciders: { userGroups: "@oncall" }',
      35,
      'userGroups takes a list of ids of user groups of Slack; there is "@oncall"',
    ],
    [
      'deciders: { userGroups: [U0123456789] }',
      36,
      'userGroups takes the id of a user group of Slack, such as S0123456789; there is "U0123456789"',
    ],
    ['owners: [{ accounts: ["111122223333"], sns: no }]', 55, 'sns takes true or false; there is "no"'],
  ])('%s', (alerts, column, problem) => {
    expect(problemsOf(aFile('  []', `alerts: { ${alerts} }`))).toEqual([`g.yml:5:${column}: ${problem}`]);
  });

  it.each([
    'https://hooks.slack.com/services/T0/B0/hush',
    'HTTP://hooks.slack.com/hush',
    '<https://hooks.slack.com/hush>',
  ])('are not sent to an address, which is not repeated: %s', (address) => {
    const [problem = ''] = problemsOf(aFile('  []', `alerts: { slack: { critical: "${address}" } }`));
    expect(problem).toBe(`g.yml:5:30: ${channel('critical')}; there is an address, which may be a secret`);
  });

  it.each(['C0123456789', 'G0123456789', '#alerts', '#mensajería_1-x'])('go to the channel %s', (name) => {
    const said = guardrailsOf(aFile('  []', `alerts: { slack: { critical: "${name}" } }`));
    expect(said.alerts.slack.critical).toBe(name);
  });

  it('leave out of a route what it does not say', () => {
    const owners = '[{ accounts: ["111122223333"], sns: false }]';
    expect(guardrailsOf(aFile('  []', `alerts: { owners: ${owners} }`)).alerts.owners).toStrictEqual([
      { accounts: ['111122223333'], sns: false },
    ]);
  });
});
