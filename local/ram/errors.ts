import { AwsError } from '../aws-error.ts';

/** RAM's exceptions. Texts are AWS's where facts 5.14 and 10 have them, else our own words. */

export const unknownShare = (arn: string): AwsError =>
  new AwsError('UnknownResourceException', `ResourceShare ${arn} could not be found.`);

export const unknown = (message: string): AwsError => new AwsError('UnknownResourceException', message);

export const malformedArn = (arn: string): AwsError =>
  new AwsError(
    'MalformedArnException',
    `The specified resource ARN ${arn} is not valid. Verify the ARN and try again.`,
  );

export const notShareable = (): AwsError =>
  new AwsError('MalformedArnException', 'You cannot share the selected resource type.');

export const malformedPrincipal = (id: string): AwsError =>
  invalidParameter(`Principal ID ${id} is malformed. Verify the ID and try again.`);

export const externalForbidden = (account: string): AwsError =>
  invalidParameter(
    `Principal ${account} is not in your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
  );

export const onlyInsideOrganization = (): AwsError =>
  notPermitted(
    'The resource you are attempting to share can only be shared within your AWS Organization. This error may also occur if you have not enabled sharing with your AWS organization, or that onboarding process is still in progress.',
  );

export const inTransition = (status: 'ASSOCIATING' | 'DISASSOCIATING'): AwsError =>
  new AwsError(
    'InvalidStateTransitionException',
    `At least one of the associations in the resource share is in ${status} status.`,
  );

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterException', message);

export const notPermitted = (message: string): AwsError =>
  new AwsError('OperationNotPermittedException', message);

export const limitExceeded = (
  message = 'You have reached the limit on the number of resources you can share',
): AwsError => new AwsError('ResourceShareLimitExceededException', message);
