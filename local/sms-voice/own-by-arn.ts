import { smsResource } from '../../src/core/resource.ts';
import type { Call } from '../service.ts';
import type { Access } from './access.ts';
import { invalid } from './errors.ts';
import type { Resource } from './resources.ts';

/** The caller's own resource of any type, from a `ResourceArn` member. */
export function ownByArn(access: Access, call: Call, arn: string): Resource {
  const parsed = smsResource(arn);
  if (!parsed) throw invalid('INVALID_ARN', `'${arn}' is not an ARN of an SMS resource`, 'ResourceArn');
  return access.own(call, parsed.type, arn, 'ResourceArn');
}
