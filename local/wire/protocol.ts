import type { WireRequest, WireResponse } from './message.ts';
import type { OperationModel } from './model.ts';
import type { StructureShape } from './shape.ts';

/** How a service speaks over HTTP. */
export interface Protocol {
  readonly kind: ProtocolKind;
  /** Name of the operation that is asked for, known or not; `undefined` when the request names none. */
  operationName(request: WireRequest): string | undefined;
  /**
   * The input of an operation, with types as the model has them.
   * @throws AwsError `SerializationException`
   */
  read(operation: OperationModel, request: WireRequest): object;
  /** A successful answer. */
  answer(operation: OperationModel, output: object, requestId: string): WireResponse;
  refuse(refusal: Refusal, requestId: string): WireResponse;
}

export type ProtocolKind = 'restJson1' | 'awsJson1_0' | 'awsJson1_1' | 'awsQuery';

/** An error, with all that any protocol needs to answer it. */
export interface Refusal {
  readonly status: number;
  /** Shape name, such as `UnknownResourceException`. */
  readonly code: string;
  /** Where the shape is: a service's own namespace, or one of AWS's common ones. */
  readonly namespace: string;
  /** Code of the query protocol, such as `NotFound`. */
  readonly queryCode: string;
  readonly message: string;
  /** `message` or `Message`: how the service spells it. */
  readonly messageKey: string;
  /** Further members of the error, which `shape` describes when the model holds it. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly shape?: StructureShape;
}
