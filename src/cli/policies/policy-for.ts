import type { SmsResource } from '../../core/resource.ts';

/** A service that sends with an SMS resource for its customers. */
export const SENDING_SERVICES = ['pinpoint', 'sns'] as const;
export type SendingService = (typeof SENDING_SERVICES)[number];

/** A statement of a resource policy, in the form that AWS documents for SMS resources (facts 6.4). */
interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly Service: string } | { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: { readonly StringEquals: { readonly 'aws:SourceAccount': string } };
}

export interface ResourcePolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * The policy that lets these services, and these accounts, send with the resource. A service acts for the owner account
 * only: without that condition it would for anybody, and a shared resource works through no service anyway (facts 3).
 */
export function policyFor(
  resource: SmsResource,
  services: readonly SendingService[],
  accounts: readonly string[],
): ResourcePolicy {
  const { arn: Resource, scope } = resource;
  const partition = Resource.split(':')[1];
  const ofServices = services.map((service): Statement => {
    const Principal = { Service: `${service}.amazonaws.com` };
    const Action = actionsOf(service, resource);
    const Condition = { StringEquals: { 'aws:SourceAccount': scope.account } };
    return { Sid: SIDS[service], Effect: 'Allow', Principal, Action, Resource, Condition };
  });
  const ofAccounts = accounts.map((account): Statement => {
    const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
    return { Sid: `Account${account}Sends`, Effect: 'Allow', Principal, Action: TEXT, Resource };
  });
  return { Version: '2012-10-17', Statement: [...ofServices, ...ofAccounts] };
}

const SIDS = { pinpoint: 'PinpointSends', sns: 'SnsSends' } as const;
const TEXT = 'sms-voice:SendTextMessage';

/** SNS sends text only; a sender ID can't speak (`SendVoiceMessage` takes numbers and pools). */
function actionsOf(service: SendingService, { type }: SmsResource): string | readonly string[] {
  return service === 'pinpoint' && type !== 'sender-id' ? [TEXT, 'sms-voice:SendVoiceMessage'] : TEXT;
}

/** Why there is no such policy, and what to do instead; `undefined`: there is. */
export function refusal(
  { type, scope }: SmsResource,
  services: readonly SendingService[],
  accounts: readonly string[],
): string | undefined {
  if (type === 'opt-out-list' && services.length > 0) return "an opt-out list can't be shared with a service";
  if (type === 'opt-out-list')
    return 'nobody sends with an opt-out list: share it with the account through AWS RAM';
  if (accounts.includes(scope.account)) return `${scope.account} owns the resource, and needs no policy`;
  return undefined;
}
