import type { Consumer } from './consumer.ts';

/**
 * For whom a service acts, as RAM lists it in the sources of a share: an account id, an ARN, the id of an organization,
 * or a path in one (facts 5.6). It is a consumer too: what the service is given, it uses for that one.
 */
export function consumerOfSource(source: string): Consumer {
  const account = /^\d{12}$/.test(source) ? source : /^arn:[^:]+:[^:]*:[^:]*:(\d{12}):/.exec(source)?.[1];
  if (account) return { kind: 'account', principal: source, id: account };
  const [organization = '', ...path] = source.split('/');
  if (!/^o-[a-z0-9]+$/.test(organization)) return { kind: 'unrecognized', principal: source, id: source };
  const ou = path.findLast((segment) => segment.startsWith('ou-'));
  return ou
    ? { kind: 'ou', principal: source, id: ou, organization }
    : { kind: 'organization', principal: source, id: organization };
}
