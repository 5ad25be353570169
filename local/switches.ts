/**
 * How AWS behaves where that is not published (facts section 11), or where a run wants to choose.
 * Each default is the likeliest behaviour.
 */
export const DEFAULT_SWITCHES = {
  /** A pending invitation refuses Disassociate, as any other association in transition does. */
  pendingInvitationBlocksDisassociate: false,
  /** Every list of RAM, sms-voice and Organizations answers an empty first page with a token. */
  emptyPages: false,
  /** sms-voice PutResourcePolicy makes a resource share of featureSet CREATED_FROM_POLICY. */
  policyPutCreatesShare: false,
  /** GetResourcePolicy of sms-voice shows the statements that RAM wrote for shares. */
  ramStatementsInResourcePolicy: true,
  /** RAM's own PutResourcePolicy calls show in CloudTrail with invokedBy ram.amazonaws.com. */
  ramPolicyCallsInCloudTrail: false,
  /** Spelling of sms-voice members in CloudTrail: `lowerCamel` or `PascalCase`. */
  cloudTrailKeyCase: 'lowerCamel' as 'lowerCamel' | 'PascalCase',
  /** CloudTrail's responseElements: there, or null. */
  cloudTrailResponses: true,
  /** When RAM's native event is emitted: on every change of state, only on failures, or never. */
  nativeRamEvents: 'all' as 'all' | 'failed' | 'none',
  /** The native RAM event carries the ARN of the share in `resources`. */
  nativeRamEventNamesShare: true,
  /** Seconds that an association needs to settle. */
  associationSeconds: 0.5,
  /** Seconds that a principal or resource taken off a share stays in the lists as DISASSOCIATED. */
  disassociatedListedSeconds: 0,
  /** Seconds for which a read does not show the last write yet (RAM). */
  readLagSeconds: 0,
  /** What GetResourcePolicy answers for a resource without a policy. */
  missingResourcePolicy: 'ResourceNotFoundException' as 'ResourceNotFoundException' | 'empty',
  /** A consumer that lists the members of a shared pool sees also those not shared with it. */
  consumersSeeUnsharedPoolMembers: true,
  /** Turning allowExternalPrincipals off keeps external principals that are there (else: is refused). */
  externalFlipKeepsPrincipals: true,
  /** Calls of sms-voice and Organizations are refused where they come faster than AWS publishes, or never. */
  requestRates: 'none' as 'none' | 'published',
  /** Organizations tells the path of each account and OU; else clients have to walk from parent to parent. */
  accountPaths: true,
};
export type Switches = typeof DEFAULT_SWITCHES;
