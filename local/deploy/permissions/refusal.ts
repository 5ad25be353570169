import { AwsError } from '../../aws-error.ts';
import type { Caller } from '../../service.ts';
import type { Decision } from './decide.ts';

/** AWS's words, and the name that the service gives them. */
export function refusal(
  { arn }: Caller,
  service: string,
  { action, resource }: { action: string; resource: string },
  decision: Decision | 'trust',
): AwsError {
  const why = {
    allowed: '',
    trust: '',
    denied: ' with an explicit deny in an identity-based policy',
    'not-allowed': ` because no identity-based policy allows the ${action} action`,
  }[decision];
  const text = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}${why}`;
  const codes: Readonly<Record<string, string>> = { sns: 'AuthorizationErrorException', sts: 'AccessDenied' };
  return new AwsError(codes[service] ?? 'AccessDeniedException', text);
}
