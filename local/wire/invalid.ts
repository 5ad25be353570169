import { AwsError } from '../aws-error.ts';
import type { Service } from '../service.ts';
import { type Violation, validationText } from './violations.ts';

/**
 * The error with which a service answers a request that breaks its model. Services may say their own; else it is
 * what AWS is known, or likeliest, to answer.
 *
 * @param violations at least one
 */
export function invalidRequest(
  service: Pick<Service, 'name' | 'invalid'>,
  operation: string,
  violations: readonly Violation[],
): Error {
  const message = validationText(violations);
  const [first] = violations;
  if (service.invalid) return service.invalid(message, first?.member);
  const own = first && OWN[service.name]?.(first, violations, operation);
  return own ?? new AwsError('ValidationException', message);
}

/** Services that answer something else than the common ValidationException. */
const OWN: Readonly<
  Record<string, (first: Violation, all: readonly Violation[], operation: string) => AwsError | undefined>
> = {
  'sms-voice': (first, all) =>
    new AwsError('ValidationException', validationText(all), {
      Reason: first.kind === 'missing' ? 'MISSING_PARAMETER' : 'INVALID_PARAMETER',
      Fields: all.map(({ path, rule }) => ({ Name: path, Message: rule })),
    }),
  organizations: ({ kind }) =>
    new AwsError('InvalidInputException', ORGANIZATIONS[kind].message, {
      Reason: ORGANIZATIONS[kind].reason,
    }),
  ram: ({ kind, member, value }, all, operation) => {
    if (member === 'resourceOwner' && kind === 'enum') return badResourceOwner(value);
    if (member === 'maxResults' && operation === 'GetResourceShareInvitations') {
      return new AwsError('InvalidMaxResultsException', validationText(all));
    }
    return kind === 'enum' ? new AwsError('InvalidParameterException', validationText(all)) : undefined;
  },
  sqs: ({ kind, member, value }) =>
    kind === 'missing'
      ? new AwsError('MissingParameter', `The request must contain the parameter ${member}.`)
      : new AwsError('InvalidAttributeName', `Unknown Attribute ${[value].flat().join(', ')}.`),
  sns: (_, all) => new AwsError('InvalidParameter', `Invalid parameter: ${validationText(all)}`),
};

/** Text: facts 5.14. */
function badResourceOwner(value: unknown): AwsError {
  const message = `${value} is not a valid resource owner. Specify either SELF or OTHER-ACCOUNTS and try again.`;
  return new AwsError('InvalidParameterException', message);
}

/** Reasons: InvalidInputExceptionReason of the model. */
const ORGANIZATIONS: Readonly<Record<Violation['kind'], { reason: string; message: string }>> = {
  missing: { reason: 'INPUT_REQUIRED', message: 'You must provide a value for all required parameters.' },
  'min-length': { reason: 'MIN_LENGTH_EXCEEDED', message: 'You provided a value that is too short.' },
  'max-length': { reason: 'MAX_LENGTH_EXCEEDED', message: 'You provided a value that is too long.' },
  'min-value': { reason: 'MIN_VALUE_EXCEEDED', message: 'You provided a value that is too small.' },
  'max-value': { reason: 'MAX_VALUE_EXCEEDED', message: 'You provided a value that is too large.' },
  pattern: {
    reason: 'INVALID_PATTERN',
    message: 'You provided a value that does not match the required pattern.',
  },
  enum: { reason: 'INVALID_ENUM', message: 'You provided a value that is not one of the allowed values.' },
};
