import type {
  ConflictExceptionReason,
  ResourceType,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { AwsError } from '../aws-error.ts';

/** The errors of sms-voice v2 as its model has them (facts 6.3). */

export const notFound = (type: ResourceType, id: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Resource not found: ResourceType="${type}" ResourceId="${id}"`, {
    ResourceType: type,
    ResourceId: id,
  });

export const conflict = (reason: ConflictExceptionReason, type: ResourceType, id: string): AwsError =>
  new AwsError(
    'ConflictException',
    `Conflict Occurred - Reason="${reason}" ResourceType="${type}" ResourceId="${id}"`,
    { Reason: reason, ResourceType: type, ResourceId: id },
  );

/** @param field the member of the request that is at fault, when it is one. */
export const invalid = (
  reason: ValidationExceptionReason,
  message: string,
  field?: string | undefined,
): AwsError =>
  new AwsError('ValidationException', `${message} - Reason="${reason}"`, {
    Reason: reason,
    ...(field && { Fields: [{ Name: field, Message: message }] }),
  });

export const quotaExceeded = (reason: ServiceQuotaExceededExceptionReason): AwsError =>
  new AwsError('ServiceQuotaExceededException', `Service quota exceeded - Reason="${reason}"`, {
    Reason: reason,
  });

/** IAM's answer to a caller from another account whom no resource-based policy lets in. */
export const accessDenied = (callerArn: string, operation: string, resourceArn: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${callerArn} is not authorized to perform: sms-voice:${operation} on resource: ${resourceArn} ` +
      `because no resource-based policy allows the sms-voice:${operation} action`,
  );
