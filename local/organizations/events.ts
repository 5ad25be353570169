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

/** @param departureMethod CLEANED: it was closed, and AWS has taken it away. */
export const emitDeparted = (
  world: World,
  tree: Tree,
  { id }: Account,
  departureMethod: 'REMOVED' | 'CLEANED',
): void =>
  emit(world, tree, 'AccountDepartedOrganization', {
    serviceEventDetails: { accountId: id, departureMethod, departureTime: seconds(world.clock.now()) },
  });

/** @param requestedAt of the CloseAccount call, milliseconds since 1970, UTC. */
export const emitCloseResult = (
  world: Pick<World, 'clock' | 'emit' | 'uuid'>,
  tree: Tree,
  { id }: Account,
  requestedAt: number,
): void =>
  emit(world, tree, 'CloseAccountResult', {
    responseElements: null,
    serviceEventDetails: {
      closeAccountStatus: {
        accountId: id,
        state: 'SUCCEEDED',
        requestedTimestamp: inWords(requestedAt),
        completedTimestamp: inWords(world.clock.now()),
      },
    },
  });

/** A call of the management account, as the wire would have recorded it. */
export const emitCall = (
  world: World,
  tree: Tree,
  name: 'MoveAccount' | 'RemoveAccountFromOrganization',
  requestParameters: Readonly<Record<string, string>>,
): void => emit(world, tree, name, { requestParameters, responseElements: null });

function emit(
  world: Pick<World, 'clock' | 'emit' | 'uuid'>,
  tree: Tree,
  name: string,
  body: Readonly<Record<string, unknown>>,
): void {
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

/** `Mar 18, 2022 6:16:58 PM`, in UTC, as CloudTrail's example of CloseAccountResult has it. */
function inWords(ms: number): string {
  const [, day, month, year, time = ''] = new Date(ms).toUTCString().split(' ');
  const [hour, ...rest] = time.split(':');
  const clock = [Number(hour) % 12 || 12, ...rest].join(':');
  return `${month} ${Number(day)}, ${year} ${clock} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
}

const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
