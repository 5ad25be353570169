import { AwsError } from '../aws-error.ts';
import type { Identities } from '../identities.ts';
import type { Call, Caller, Service } from '../service.ts';
import type { World } from '../world.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import { createFaults, type Faults } from './faults.ts';
import { textOf, type WireRequest, type WireResponse } from './message.ts';
import { modelOf } from './model.ts';
import type { Protocol } from './protocol.ts';
import { protocolByLooks, protocolOf } from './protocols.ts';
import { commonRefusal } from './refusal.ts';
import { createRequestRates } from './request-rates.ts';
import { type Defect, serve } from './serve.ts';
import { type Signature, signatureOf } from './signature.ts';

/** The one AWS server: every service, account and Region behind one entrance. */
export interface Gateway {
  /** Answers a request as AWS would. Never rejects. */
  handle(request: WireRequest): Promise<WireResponse>;
  readonly calls: CallLog;
  readonly faults: Faults;
}

/** A service that answers for itself, by its signing name. */
export type RawService = (request: WireRequest, caller: Caller) => Promise<WireResponse>;

/** May the caller do this? An error refuses the call, as AWS's `AccessDeniedException` does. */
export type Authorize = (
  caller: Caller,
  service: string,
  operation: string,
  input: object,
) => AwsError | undefined;

export interface GatewayOptions {
  readonly world: World;
  readonly services: readonly Service[];
  readonly raw?: Readonly<Record<string, RawService>>;
  readonly identities: Identities;
  /** Region of signatures that name none (`aws-global`). */
  readonly defaultRegion: string;
  /** Nobody calls too often. */
  readonly isUnlimited?: true;
  /** Default: everybody may do everything. */
  readonly authorize?: Authorize;
  /** Told of defects of this cloud itself. Default: a line on standard error. */
  readonly log?: (line: string) => void;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { world, raw = {}, log = console.error } = options;
  const calls = createCallLog();
  const faults = createFaults(world);
  const rates = createRequestRates(world);
  const desks = new Map(options.services.map((service) => [service.name, deskOf(service)]));
  const defect: Defect = (call, what) => log(`local cloud: ${call.operation} (${call.requestId}): ${what}`);

  async function answer(request: WireRequest, requestId: string): Promise<WireResponse> {
    const signature = signatureOf(request);
    const caller = callerOf(signature, request);
    const desk = desks.get(signature.service);
    const protocol = desk?.protocol ?? protocolByLooks(request);
    const operation = desk ? protocol.operationName(request) : rawOperation(request);
    const call: Call = { operation: operation ?? '', requestId, caller };
    await faults.delay();
    const refusal = options.isUnlimited
      ? undefined
      : rates.refusal(signature.service, call.operation, caller);
    const fault = refusal ? undefined : faults.strike(signature.service, call.operation);
    const answered = desk
      ? serve({ ...desk, request, call, refusal, fault, authorize: options.authorize, world, defect })
      : answerRaw(signature.service, request, call, fault, protocol);
    const response = await answered.catch((error) => refused(error, protocol, requestId));
    record(signature.service, call, desk ? arnsIn(textOf(request)) : [], response.status);
    return response;
  }

  function callerOf({ accessKeyId, sessionToken, region }: Signature, request: WireRequest): Caller {
    const where = region === 'aws-global' ? options.defaultRegion : region;
    const userAgent = request.headers['user-agent'] ?? '';
    return options.identities.callerOf(accessKeyId, sessionToken, where, userAgent);
  }

  async function answerRaw(
    service: string,
    request: WireRequest,
    { operation, requestId, caller }: Call,
    fault: string | undefined,
    protocol: Protocol,
  ): Promise<WireResponse> {
    const handler = raw[service];
    if (handler && fault === undefined) return handler(request, caller);
    const [code, message] = handler
      ? [fault ?? '', '']
      : ['NotImplementedError', `${service} ${operation}: the service is not simulated`];
    return protocol.refuse(commonRefusal(code, message, protocol.kind), requestId);
  }

  function refused(error: unknown, protocol: Protocol, requestId: string): WireResponse {
    if (!(error instanceof AwsError)) log(`local cloud: ${requestId}: ${Object(error).stack ?? error}`);
    const { code, message } = error instanceof AwsError ? error : INTERNAL;
    return protocol.refuse(commonRefusal(code, message, protocol.kind), requestId);
  }

  function record(
    service: string,
    { operation, caller }: Call,
    resources: readonly string[],
    status: number,
  ): void {
    calls.record({
      time: new Date(world.clock.now()).toISOString(),
      service,
      operation,
      account: caller.account,
      region: caller.region,
      ...(caller.roleArn !== undefined && { role: caller.roleArn }),
      ...(resources.length > 0 && { resources }),
      status,
    });
  }

  return {
    calls,
    faults,
    async handle(request) {
      const requestId = world.uuid();
      try {
        return await answer(request, requestId);
      } catch (error) {
        return refused(error, protocolByLooks(request), requestId);
      }
    },
  };
}

const INTERNAL = { code: 'InternalFailure', message: 'the local cloud failed; see its log' };

function deskOf(service: Service) {
  return { service, model: modelOf(service), protocol: protocolOf(service) };
}

const arnsIn = (body: string): readonly string[] =>
  [...new Set(body.match(/"arn:[^"\\\s]+"/g))].map((quoted) => quoted.slice(1, -1));

/** `DynamoDB_20120810.PutItem` -> `PutItem` */
function rawOperation({ headers, method, path }: WireRequest): string {
  return headers['x-amz-target']?.split('.').at(-1) ?? `${method} ${path}`;
}
