import type { AwsError } from '../aws-error.ts';
import type { Model } from './model.ts';
import type { ProtocolKind, Refusal } from './protocol.ts';

/**
 * An error as the service's model has it, or, for the errors that every AWS service may answer and no model lists,
 * as AWS's common errors are. A name that neither knows is a 400.
 */
export function refusalOf(error: AwsError, model: Model, kind: ProtocolKind): Refusal {
  const modelled = model.errors.get(error.code);
  if (!modelled) {
    return { ...commonRefusal(error.code, error.message, kind, messageKeyOf(model)), fields: error.fields };
  }
  return {
    status: modelled.status,
    code: modelled.name,
    namespace: model.namespace,
    queryCode: modelled.queryCode ?? modelled.name,
    message: error.message,
    messageKey: modelled.shape.byName.has('Message') ? 'Message' : 'message',
    fields: error.fields,
    shape: modelled.shape,
  };
}

/** An error of AWS's front ends, which know nothing of the service's model. */
export function commonRefusal(
  code: string,
  message: string,
  kind: ProtocolKind,
  messageKey = 'message',
): Refusal {
  const { status = 400, rest = status, query = code, namespace = 'service' } = COMMON[code] ?? {};
  return {
    status: kind === 'restJson1' ? rest : status,
    code,
    namespace: `com.amazon.coral.${namespace}`,
    queryCode: query,
    message,
    messageKey,
    fields: {},
  };
}

interface CommonError {
  readonly status?: number;
  /** Status over REST, where it is another. */
  readonly rest?: number;
  /** Code in the query protocol, where it is another. */
  readonly query?: string;
  readonly namespace?: string;
}

/** Source: "Common Errors" of the services' API references. */
const COMMON: Readonly<Record<string, CommonError>> = {
  AccessDeniedException: { rest: 403, query: 'AccessDenied' },
  ExpiredTokenException: { status: 403, query: 'ExpiredToken' },
  IncompleteSignatureException: { query: 'IncompleteSignature' },
  InternalFailure: { status: 500 },
  InternalServerError: { status: 500 },
  InternalServerException: { status: 500 },
  MissingAuthenticationTokenException: { status: 403, query: 'MissingAuthenticationToken' },
  NotImplementedError: { status: 501 },
  RequestLimitExceeded: { status: 503 },
  SerializationException: { query: 'MalformedInput' },
  ServerInternalException: { status: 500 },
  ServiceUnavailable: { status: 503 },
  ServiceUnavailableException: { status: 503, query: 'ServiceUnavailable' },
  ThrottlingException: { rest: 429, query: 'Throttling' },
  TooManyRequestsException: { rest: 429 },
  UnknownOperationException: { rest: 404, query: 'InvalidAction' },
  UnrecognizedClientException: { status: 403, query: 'InvalidClientTokenId' },
  UnsupportedMediaTypeException: { rest: 415 },
  ValidationException: { namespace: 'validate', query: 'ValidationError' },
};

/** A service spells the message of its common errors as it does that of its own. */
function messageKeyOf({ errors }: Model): string {
  const [first] = errors.values();
  return first?.shape.byName.has('Message') ? 'Message' : 'message';
}
