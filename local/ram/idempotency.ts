import { AwsError } from '../aws-error.ts';
import { oncePerToken } from '../idempotency.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';

/**
 * Does something once for each client token (facts 5.11). The answer carries the token where one was given, as
 * CloudTrail's sample has it (facts 1.2).
 *
 * @throws AwsError IdempotentParameterMismatchException for a token that was used with another request,
 *   InvalidClientTokenException for one that is malformed
 */
export type Once = <T extends object>(
  call: Call,
  input: { readonly clientToken?: string | undefined },
  task: () => T,
) => T & { readonly clientToken?: string };

export function createOnce({ clock }: Pick<World, 'clock'>): Once {
  const once = oncePerToken(clock);
  return (call, { clientToken, ...parameters }, task) => {
    if (clientToken === undefined) return task();
    if (!TOKEN.test(clientToken)) {
      throw new AwsError('InvalidClientTokenException', `ClientToken ${clientToken} is not valid.`);
    }
    const refuse = () =>
      new AwsError(
        'IdempotentParameterMismatchException',
        `ClientToken ${clientToken} was used with other parameters.`,
      );
    return once({ call, token: clientToken, parameters, refuse }, () => ({ ...task(), clientToken }));
  };
}

/** No rule is published; this is the form that AWS's services share. */
const TOKEN = /^[\x21-\x7e]{1,64}$/;
