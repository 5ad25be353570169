import type { InvalidInputExceptionReason } from '@aws-sdk/client-organizations';
import { AwsError } from '../aws-error.ts';

/** The errors of Organizations that need no more than their name. */
type PlainError = keyof typeof TEXTS;

const TEXTS = {
  AccessDeniedException: "You don't have permissions to access this resource.",
  AWSOrganizationsNotInUseException: 'Your account is not a member of an organization.',
  AccountAlreadyClosedException: 'You attempted to close an account that is already closed.',
  AccountNotFoundException: "You specified an account that doesn't exist.",
  ChildNotFoundException: "You specified a child that doesn't exist.",
  ConflictException: 'The account is being closed already.',
  DestinationParentNotFoundException: "You specified a destination parent that doesn't exist.",
  DuplicateAccountException: 'You specified an account that is already in the destination.',
  DuplicateOrganizationalUnitException: 'An OU with the same name already exists.',
  MasterCannotLeaveOrganizationException: "The management account can't be removed from the organization.",
  OrganizationalUnitNotFoundException: "You specified an organizational unit that doesn't exist.",
  ParentNotFoundException: "You specified a parent that doesn't exist.",
  SourceParentNotFoundException: "You specified a source parent that doesn't exist.",
} as const;

export const organizationsError = (code: PlainError): AwsError => new AwsError(code, TEXTS[code]);

export const invalidInput = (reason: InvalidInputExceptionReason, message: string): AwsError =>
  new AwsError('InvalidInputException', message, { Reason: reason });

export const constraintViolated = (
  reason:
    | 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT'
    | 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG'
    | 'OU_DEPTH_LIMIT_EXCEEDED'
    | 'OU_NUMBER_LIMIT_EXCEEDED',
  message: string,
): AwsError => new AwsError('ConstraintViolationException', message, { Reason: reason });
