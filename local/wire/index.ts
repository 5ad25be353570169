export type { CallEntry, CallLog } from './call-log.ts';
export type { ErrorFault, Fault, Faults, LatencyFault } from './faults.ts';
export {
  type Authorize,
  createGateway,
  type Gateway,
  type GatewayOptions,
  type RawService,
} from './gateway.ts';
export { type InProcessHandler, inProcessHandler } from './in-process.ts';
export type { WireRequest, WireResponse } from './message.ts';
export { nodeListener } from './node-listener.ts';
