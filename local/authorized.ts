import { refused } from './dynamodb/answers.ts';
import type { Authorize, RawService, WireRequest } from './wire/index.ts';
import { textOf } from './wire/message.ts';

/** DynamoDB, answering only what the caller may ask. What the gateway does for services that it knows the schemas of. */
export function authorized(handle: RawService, authorize: Authorize): RawService {
  return async (request, caller) => {
    const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    const refusal = authorize(caller, 'dynamodb', operation, inputOf(request));
    return refusal ? refused(refusal.code, refusal.message) : handle(request, caller);
  };
}

/** A body that can't be read names nothing; DynamoDB itself says what is wrong with it. */
function inputOf(request: WireRequest): object {
  try {
    const input: unknown = JSON.parse(textOf(request));
    return typeof input === 'object' && input !== null ? input : {};
  } catch {
    return {};
  }
}
