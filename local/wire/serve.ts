import { AwsError } from '../aws-error.ts';
import type { Call, Service } from '../service.ts';
import type { World } from '../world.ts';
import { breachesOf } from './answers.ts';
import type { Authorize } from './gateway.ts';
import { invalidRequest } from './invalid.ts';
import type { WireRequest, WireResponse } from './message.ts';
import type { Model, OperationModel } from './model.ts';
import type { Protocol } from './protocol.ts';
import { refusalOf } from './refusal.ts';
import { emitTrail } from './trail.ts';
import { violationsOf } from './violations.ts';

/** Tells of a defect of this cloud, which the caller only sees as a 500. */
export type Defect = (call: Call, what: string) => void;

/** A call at the door of a simulated service. */
export interface Visit {
  readonly service: Service;
  readonly model: Model;
  readonly protocol: Protocol;
  readonly request: WireRequest;
  readonly call: Call;
  /** It comes too soon after others: answered so before anybody looks at it, and no event tells of it. */
  readonly refusal: AwsError | undefined;
  /** Name of the error that it is to fail with on purpose. */
  readonly fault: string | undefined;
  readonly authorize: Authorize | undefined;
  readonly world: World;
  readonly defect: Defect;
}

/** Reads, checks and runs one call, answers it, and shows it to CloudTrail. */
export async function serve(visit: Visit): Promise<WireResponse> {
  const { service, model, protocol, call } = visit;
  const refuse = (error: AwsError) => protocol.refuse(refusalOf(error, model, protocol.kind), call.requestId);
  const operation = model.operations.get(call.operation);
  if (!operation) return refuse(unknownOperation(visit));
  if (visit.fault === undefined && !Object.hasOwn(service.operations, operation.name)) {
    const message = `${service.name} ${operation.name} is in AWS's model and not simulated`;
    return refuse(new AwsError('NotImplementedError', message));
  }
  if (visit.refusal) return refuse(visit.refusal);
  let input: object | undefined;
  try {
    if (visit.fault !== undefined) throw new AwsError(visit.fault, FAULT_TEXT[visit.fault] ?? visit.fault);
    input = protocol.read(operation, visit.request);
    const output = await run(visit, operation, input);
    trace(visit, operation, input, { output });
    return protocol.answer(operation, output, call.requestId);
  } catch (thrown) {
    const error = asAwsError(thrown, visit);
    trace(visit, operation, input, { error });
    return refuse(error);
  }
}

async function run(visit: Visit, operation: OperationModel, input: object): Promise<object> {
  const { service, call } = visit;
  const violations = violationsOf(operation.input, input);
  if (violations.length > 0) throw invalidRequest(service, operation.name, violations);
  const denied = visit.authorize?.(call.caller, service.name, operation.name, input);
  if (denied) throw denied;
  const output = (await service.operations[operation.name]?.(input, call)) ?? {};
  const breaches = breachesOf(operation.output, output);
  if (breaches.length > 0) throw new Error(`the answer breaks AWS's model: ${breaches.join('; ')}`);
  return Object(output);
}

/** Anything but an AwsError is a defect of this cloud: 500, with the cause in the log and not in the answer. */
function asAwsError(thrown: unknown, { service, call, defect }: Visit): AwsError {
  if (thrown instanceof AwsError) return thrown;
  defect(call, `${service.name}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
  return new AwsError(
    'InternalFailure',
    `the simulated ${service.name} failed; see the log of the local cloud`,
  );
}

function trace(
  { service, call, world }: Visit,
  operation: OperationModel,
  input: object | undefined,
  result: { readonly output: object } | { readonly error: AwsError },
): void {
  if (service.trail?.writes.has(operation.name)) {
    emitTrail(service.trail, { operation, call, input, ...result }, world);
  }
}

/** awsQuery says what it could not find, the others nothing. */
function unknownOperation({ protocol, call }: Visit): AwsError {
  const query = protocol.kind === 'awsQuery';
  return new AwsError('UnknownOperationException', query ? `Could not find operation ${call.operation}` : '');
}

/** AWS's usual words; any other error says its name. */
const FAULT_TEXT: Readonly<Record<string, string>> = {
  AccessDeniedException: 'You are not authorized to perform this operation.',
  ThrottlingException: 'Rate exceeded',
  TooManyRequestsException: 'Rate exceeded',
};
