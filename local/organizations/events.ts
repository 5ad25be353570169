import type { World } from '../world.ts';
import type { Account, Tree } from './tree.ts';

/**
 * The CloudTrail events of Organizations that no call of the API explains, or that the control API stands for. They
 * reach the management account in us-east-1 only (facts 7.3). That Joined and Departed are AwsServiceEvents is
 * likely, not published.
 */
export const emitJoined = (world: World, tree: Tree, { id, joinedMethod, joinedAt }: Account): void =>
  emit(world, tree, 'AccountJoinedOrganization', {
    serviceEventDetails: { accountId: id, joinedMethod, joinedTime: seconds(joinedAt.getTime()) },
  });

export const emitDeparted = (world: World, tree: Tree, { id }: Account): void =>
  emit(world, tree, 'AccountDepartedOrganization', {
    serviceEventDetails: {
      accountId: id,
      departureMethod: 'REMOVED',
      departureTime: seconds(world.clock.now()),
    },
  });

/** A call of the management account, as the wire would have recorded it. */
export const emitCall = (
  world: World,
  tree: Tree,
  name: 'MoveAccount' | 'RemoveAccountFromOrganization',
  requestParameters: Readonly<Record<string, string>>,
): void => emit(world, tree, name, { requestParameters, responseElements: null });

function emit(world: World, tree: Tree, name: string, body: Readonly<Record<string, unknown>>): void {
  const account = tree.managementAccount;
  const isCall = 'requestParameters' in body;
  world.emit({
    'detail-type': isCall ? 'AWS API Call via CloudTrail' : 'AWS Service Event via CloudTrail',
    source: 'aws.organizations',
    account,
    region: TRAIL_REGION,
    resources: [],
    detail: {
      eventVersion: '1.10',
      userIdentity: isCall
        ? {
            type: 'IAMUser',
            arn: `arn:aws:iam::${account}:user/operator`,
            accountId: account,
            userName: 'operator',
          }
        : { accountId: account, invokedBy: SERVICE },
      eventTime: seconds(world.clock.now()),
      eventSource: SERVICE,
      eventName: name,
      awsRegion: TRAIL_REGION,
      sourceIPAddress: isCall ? '127.0.0.1' : SERVICE,
      userAgent: isCall ? 'local-control' : SERVICE,
      ...body,
      requestID: world.uuid(),
      eventID: world.uuid(),
      readOnly: false,
      eventType: isCall ? 'AwsApiCall' : 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  });
}

/** Where all of Organizations is logged. */
export const TRAIL_REGION = 'us-east-1';
const SERVICE = 'organizations.amazonaws.com';

const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
