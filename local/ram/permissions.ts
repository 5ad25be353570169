import type { Scope } from '../../src/core/resource.ts';
import { RESOURCE_TYPES } from './resource-types.ts';

/** A managed permission: what consumers may do with resources of one type. */
export interface Permission {
  readonly arn: string;
  readonly name: string;
  readonly resourceType: string;
  readonly actions: readonly string[];
  readonly type: 'AWS_MANAGED' | 'CUSTOMER_MANAGED';
  readonly featureSet: 'STANDARD' | 'CREATED_FROM_POLICY';
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
}

/** Milliseconds since 1970: RAM takes sms-voice resources since then. */
const SINCE = Date.UTC(2024, 8, 24);

/**
 * The names follow AWS's rule `AWSRAMDefaultPermission{type}`. Those of the four sms-voice types are our guess, and so
 * are their actions, made from what the user guide says of consumers (facts 3): clients are to look them up.
 */
const DEFAULTS: Readonly<Record<string, { readonly name: string; readonly actions: readonly string[] }>> = {
  'sms-voice:PhoneNumber': {
    name: 'SMSVoicePhoneNumber',
    actions: ['DescribePhoneNumbers', 'SendMediaMessage', 'SendTextMessage', 'SendVoiceMessage'],
  },
  'sms-voice:Pool': {
    name: 'SMSVoicePool',
    actions: [
      'DescribePools',
      'ListPoolOriginationIdentities',
      'SendMediaMessage',
      'SendTextMessage',
      'SendVoiceMessage',
    ],
  },
  'sms-voice:SenderId': { name: 'SMSVoiceSenderId', actions: ['DescribeSenderIds', 'SendTextMessage'] },
  'sms-voice:OptOutList': {
    name: 'SMSVoiceOptOutList',
    actions: ['DeleteOptedOutNumber', 'DescribeOptOutLists', 'DescribeOptedOutNumbers', 'PutOptedOutNumber'],
  },
  'codebuild:Project': { name: 'CodeBuildProject', actions: ['BatchGetProjects', 'ListBuildsForProject'] },
  'ec2:CapacityReservation': { name: 'CapacityReservation', actions: ['DescribeCapacityReservations'] },
  'ec2:PrefixList': { name: 'PrefixList', actions: ['GetManagedPrefixListEntries'] },
  'ec2:Subnet': { name: 'Subnet', actions: ['CreateNetworkInterface', 'DescribeSubnets', 'RunInstances'] },
  'ec2:TransitGateway': {
    name: 'TransitGateway',
    actions: ['CreateTransitGatewayVpcAttachment', 'DescribeTransitGateways'],
  },
  'license-manager:LicenseConfiguration': {
    name: 'LicenseConfiguration',
    actions: ['GetLicenseConfiguration'],
  },
  'rds:Cluster': { name: 'RDSCluster', actions: ['DescribeDBClusters', 'RestoreDBClusterToPointInTime'] },
  'route53resolver:FirewallRuleGroup': {
    name: 'ResolverFirewallRuleGroup',
    actions: ['AssociateFirewallRuleGroup', 'GetFirewallRuleGroup'],
  },
  'route53resolver:ResolverRule': {
    name: 'ResolverRule',
    actions: ['AssociateResolverRule', 'GetResolverRule'],
  },
};

/** AWS's own permissions: the default one of each type. */
export const MANAGED_PERMISSIONS: readonly Permission[] = RESOURCE_TYPES.map(({ type, service }) => {
  const { name = type.replace(':', ''), actions = [] } = DEFAULTS[type] ?? {};
  return {
    arn: `arn:aws:ram::aws:permission/AWSRAMDefaultPermission${name}`,
    name: `AWSRAMDefaultPermission${name}`,
    resourceType: type,
    actions: actions.map((action) => `${service}:${action}`),
    type: 'AWS_MANAGED',
    featureSet: 'STANDARD',
    createdAt: SINCE,
  };
});

export const defaultPermissionOf = (resourceType: string): Permission | undefined =>
  MANAGED_PERMISSIONS.find((each) => each.resourceType === resourceType);

export const customerPermissionArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:ram:${region}:${account}:permission/${name}`;

export const isPermissionArn = (text: string): boolean =>
  /^arn:aws[\w-]*:ram:[a-z0-9-]*:(aws|\d{12}):permission\/[\w.-]+$/.test(text);

/** As CreatePermission takes it; for promotion the model names no rule, and the ARN has to be one of a permission. */
export const isPermissionName = (text: string): boolean => /^[\w.-]{1,36}$/.test(text);

/** An AWS managed permission, or one of the account's own. */
export const permissionAt = (arn: string, own: ReadonlyMap<string, Permission>): Permission | undefined =>
  MANAGED_PERMISSIONS.find((each) => each.arn === arn) ?? own.get(arn);
