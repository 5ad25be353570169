import { createPermissions, type Targets } from '../../../../local/deploy/index.ts';

export const SCOPE = { account: '111122223333', region: 'eu-west-1' };

/** Targets that note what is made in them, in order. */
export function recordedTargets(stored: Readonly<Record<string, string>> = {}) {
  const calls: [string, ...unknown[]][] = [];
  const note = (what: string, ...details: unknown[]) => void calls.push([what, ...details]);
  const permissions = createPermissions();
  const values = new Map(Object.entries(stored));
  const targets: Targets = {
    tables: { create: (_, table) => note('table', table) },
    queues: {
      create({ account, region }, name, attributes) {
        note('queue', name, attributes);
        const url = `http://127.0.0.1:4566/${account}/${name}`;
        return { arn: `arn:aws:sqs:${region}:${account}:${name}`, url };
      },
    },
    buses: {
      create({ account, region }, name) {
        note('bus', name);
        return `arn:aws:events:${region}:${account}:event-bus/${name}`;
      },
    },
    rules: { put: (rule) => note('rule', rule) },
    topics: {
      create({ account, region }, name, attributes) {
        note('topic', name, attributes);
        return `arn:aws:sns:${region}:${account}:${name}`;
      },
      subscribe(subscription) {
        note('subscription', subscription);
        return `${subscription.topicArn}:5be8e4a3`;
      },
    },
    parameters: {
      put(_, name, value, type) {
        note('parameter', name, value, type);
        values.set(name, value);
      },
      get: (_, name) => values.get(name),
    },
    functions: {
      create(definition) {
        note('function', definition);
        return `arn:aws:lambda:${definition.scope.region}:${definition.scope.account}:function:${definition.name}`;
      },
      mapQueue: (mapping) => note('mapping', mapping),
      openUrl(functionArn) {
        note('url', functionArn);
        return 'http://127.0.0.1:4566/_lambda-url/abc/';
      },
      filter: (pattern) => (value) => JSON.stringify(value).includes(pattern),
    },
    permissions,
  };
  const made = (what: string) => calls.filter(([kind]) => kind === what).map(([, ...details]) => details);
  return { targets, made, calls, permissions };
}
