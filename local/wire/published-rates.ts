/** How often AWS answers a call: so many a second, and so many at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Whose calls are counted together. Regional services count in each Region apart. */
export interface OperationRates {
  readonly account: Rate;
  /** All accounts of an organization. Absent: there is no such limit. */
  readonly organization?: Rate;
}

/** The published rates of an operation; `undefined`: none is published. Sources: facts 6.1 and 7.1. */
export function publishedRates(service: string, operation: string): OperationRates | undefined {
  if (service === 'organizations') return ORGANIZATIONS.get(operation);
  return service === 'sms-voice' ? SMS_VOICE.get(operation) : undefined;
}

const rate = (perSecond: number, burst: number): Rate => ({ perSecond, burst });

/** No burst is published for sms-voice. That the calls for resource policies have one a second is inferred. */
const SMS_VOICE = new Map<string, OperationRates>([
  ...[
    ...['DescribeOptOutLists', 'DescribeOptedOutNumbers', 'DescribePhoneNumbers', 'DescribePools'],
    ...['DescribeRcsAgents', 'DescribeSenderIds', 'ListPoolOriginationIdentities'],
    ...['GetResourcePolicy', 'PutResourcePolicy', 'DeleteResourcePolicy'],
    ...['CreatePool', 'UpdatePool', 'DeletePool'],
    ...['AssociateOriginationIdentity', 'DisassociateOriginationIdentity'],
    ...['RequestPhoneNumber', 'UpdatePhoneNumber', 'ReleasePhoneNumber'],
    ...['RequestSenderId', 'UpdateSenderId', 'ReleaseSenderId'],
    ...['CreateOptOutList', 'DeleteOptOutList'],
    ...['CreateRcsAgent', 'UpdateRcsAgent', 'DeleteRcsAgent'],
  ].map((name) => [name, { account: rate(1, 1) }] as const),
  ...['ListTagsForResource', 'PutOptedOutNumber', 'DeleteOptedOutNumber'].map(
    (name) => [name, { account: rate(10, 1) }] as const,
  ),
]);

const ORGANIZATIONS = new Map<string, OperationRates>([
  ['ListAccounts', { account: rate(8, 12), organization: rate(9, 15) }],
  ['DescribeAccount', { account: rate(20, 30), organization: rate(24, 36) }],
  ['ListParents', { account: rate(5, 8), organization: rate(6, 10) }],
  ['ListChildren', { account: rate(6, 10), organization: rate(7, 12) }],
  ['ListAccountsForParent', { account: rate(5, 8), organization: rate(6, 10) }],
  ['ListOrganizationalUnitsForParent', { account: rate(5, 8), organization: rate(6, 10) }],
  ['DescribeOrganizationalUnit', { account: rate(2, 2), organization: rate(2, 3) }],
  ['DescribeOrganization', { account: rate(1, 2) }],
  ['ListRoots', { account: rate(1, 2), organization: rate(1, 3) }],
  ['MoveAccount', { account: rate(2, 3) }],
]);
