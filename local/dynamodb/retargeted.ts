import type { WireRequest } from '../wire/message.ts';

/** The same request for another operation; what that one does not take of the body is ignored unless it is replaced. */
export const retargeted = (request: WireRequest, operation: string, body = request.body): WireRequest => ({
  ...request,
  headers: { ...request.headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
  body,
});
