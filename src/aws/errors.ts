/**
 * What an exception of AWS means, in one place. Told by its name: two copies of an SDK package in one process make two
 * classes of it, so `instanceof` would not do. Sources: facts 5.12 (RAM), 6.3 (sms-voice), the models of the others.
 */

/** RAM or sms-voice knows no such thing, or knows it no longer. */
export const isGone = (error: unknown): boolean => isUnknown(error) && !lacksPolicy(error);
const isUnknown = named(
  'UnknownResourceException',
  'ResourceNotFoundException',
  'ResourceArnNotFoundException',
);

/** The resource is there, and has no policy: sms-voice names what it did not find (facts 6.3). */
export const lacksPolicy = (error: unknown): boolean =>
  isUnknown(error) && (error as { readonly ResourceType?: string }).ResourceType === 'policy';

/** RAM refuses while an association of the share is in transition; the same call works later (facts 10). */
export const isInTransition = named('InvalidStateTransitionException');

/** RAM will refuse however often it is asked: the share's kind, its rights or ours have to change first. */
export const needsAPerson = named(
  'OperationNotPermittedException',
  'InvalidParameterException',
  'MalformedArnException',
  'ResourceShareLimitExceededException',
  'ValidationException',
  'AccessDeniedException',
  'AccessDenied',
);

/** Organizations answers for certain that the account or OU is not in it. */
export const isOutside = named(
  'AccountNotFoundException',
  'OrganizationalUnitNotFoundException',
  'ChildNotFoundException',
);

/** Organizations says nothing to this caller: it may not ask, or there is no organization to ask. */
export const mayNotAsk = named('AccessDeniedException', 'AWSOrganizationsNotInUseException');

/** The rights of the credentials do not reach so far. */
export const lacksRights = named('AccessDeniedException', 'AccessDenied');

/** It came sooner than the rates allow: the same call works later. */
export const isThrottled = named('ThrottlingException', 'TooManyRequestsException');

/** The condition of a DynamoDB write did not hold. */
export const isConditionFailed = named('ConditionalCheckFailedException');

/** The SDK has sent the request more than once: an earlier attempt may have done its work and lost its answer. */
export const wasRetried = (error: unknown): boolean =>
  ((error as { readonly $metadata?: { readonly attempts?: number } }).$metadata?.attempts ?? 1) > 1;

/** `UnknownResourceException: ResourceShare … could not be found.` */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

function named(...names: readonly string[]): (error: unknown) => boolean {
  return (error) => error instanceof Error && names.includes(error.name);
}
