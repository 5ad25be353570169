import { refused } from './dynamodb/answers.ts';
import { inputOf } from './dynamodb/input.ts';
import type { Authorize, RawService } from './wire/index.ts';

/** DynamoDB, answering only what the caller may ask. What the gateway does for services that it knows the schemas of. */
export function authorized(handle: RawService, authorize: Authorize): RawService {
  return async (request, caller) => {
    const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    const refusal = authorize(caller, 'dynamodb', operation, inputOf(request));
    return refusal ? refused(refusal.code, refusal.message) : handle(request, caller);
  };
}
