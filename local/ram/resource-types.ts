/** A type that can be shared, and with whom. */
export interface ResourceType {
  /** `sms-voice:PhoneNumber` */
  readonly type: string;
  readonly service: string;
  /** What an ARN has before the name: `phone-number/`. */
  readonly arnPart: string;
  readonly iamPrincipals: boolean;
  /** May be shared with accounts outside the organization. */
  readonly outside: boolean;
  readonly servicePrincipals: boolean;
  /** How long an invitation lives; 0.5 is the rule (facts 5.3). */
  readonly invitationDays: 0.5 | 7;
  /** A consumer may leave a share of it (facts 5.9). */
  readonly canBeLeft: boolean;
}

/** Facts 3 for sms-voice; `ram-ug/shareable` for the others, a choice of those that live beside it on real shares. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  shareable('sms-voice:PhoneNumber', 'phone-number/', { servicePrincipals: true }),
  shareable('sms-voice:Pool', 'pool/', { servicePrincipals: true }),
  shareable('sms-voice:SenderId', 'sender-id/', { servicePrincipals: true }),
  shareable('sms-voice:OptOutList', 'opt-out-list/', {}),
  shareable('codebuild:Project', 'project/', { iamPrincipals: true }),
  shareable('ec2:CapacityReservation', 'capacity-reservation/', { invitationDays: 7, canBeLeft: true }),
  shareable('ec2:PrefixList', 'prefix-list/', { invitationDays: 7, canBeLeft: true }),
  shareable('ec2:Subnet', 'subnet/', { outside: false, invitationDays: 7, canBeLeft: true }),
  shareable('ec2:TransitGateway', 'transit-gateway/', { invitationDays: 7, canBeLeft: true }),
  shareable('license-manager:LicenseConfiguration', 'license-configuration:', {
    invitationDays: 7,
    canBeLeft: true,
  }),
  shareable('rds:Cluster', 'cluster:', { invitationDays: 7, canBeLeft: true }),
  shareable('route53resolver:FirewallRuleGroup', 'firewall-rule-group/', {
    iamPrincipals: true,
    canBeLeft: true,
  }),
  shareable('route53resolver:ResolverRule', 'resolver-rule/', { invitationDays: 7, canBeLeft: true }),
];

/** The type by its name. Names ignore case (facts 3). */
export const typeNamed = (name: string): ResourceType | undefined =>
  RESOURCE_TYPES.find(({ type }) => type.toLowerCase() === name.toLowerCase());

/** The type of what an ARN names. */
export function typeOf(arn: string): ResourceType | undefined {
  const [, , arnService, , , ...rest] = arn.split(':');
  const path = rest.join(':');
  return RESOURCE_TYPES.find(
    ({ service, arnPart }) =>
      service === arnService && path.startsWith(arnPart) && path.length > arnPart.length,
  );
}

function shareable(type: string, arnPart: string, traits: Partial<ResourceType>): ResourceType {
  const [service = ''] = type.split(':');
  return {
    type,
    service,
    arnPart,
    iamPrincipals: false,
    outside: true,
    servicePrincipals: false,
    invitationDays: 0.5,
    canBeLeft: false,
    ...traits,
  };
}
