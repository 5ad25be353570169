/**
 * How many calls a second AWS answers an account, by operation. `undefined`: no rate is published, as for all of RAM.
 * Sources: facts 6.1 (sms-voice; that the calls for policies have one a second is inferred) and 7.1 (Organizations).
 */
export const callsPerSecond = (operation: string): number | undefined => RATES.get(operation);

const RATES: ReadonlyMap<string, number> = new Map([
  ['DescribePools', 1],
  ['DescribePhoneNumbers', 1],
  ['DescribeSenderIds', 1],
  ['DescribeOptOutLists', 1],
  ['ListPoolOriginationIdentities', 1],
  ['GetResourcePolicy', 1],
  ['ListTagsForResource', 10],
  ['ListAccounts', 8],
  ['DescribeAccount', 20],
  ['ListParents', 5],
  ['DescribeOrganizationalUnit', 2],
]);
