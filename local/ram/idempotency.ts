import { AwsError } from '../aws-error.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';

/**
 * Does something once for each client token of an account, Region and operation: the same request again gets the
 * same answer (facts 5.11). The answer carries the token where one was given, as CloudTrail's sample has it (facts
 * 1.2). A request that was refused may be tried again with its token.
 *
 * @throws AwsError IdempotentParameterMismatchException for a token that was used with another request,
 *   InvalidClientTokenException for one that is malformed
 */
export type Once = <T extends object>(
  call: Call,
  input: { readonly clientToken?: string | undefined },
  task: () => T,
) => T & { readonly clientToken?: string };

/** How long a token is remembered. AWS publishes no figure. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export function createOnce({ clock }: Pick<World, 'clock'>): Once {
  const answers = new Map<
    string,
    { readonly request: string; readonly answer: object; readonly at: number }
  >();
  const forgetOld = (): void => {
    for (const [key, { at }] of answers) {
      if (clock.now() - at < REMEMBERED_MS) return;
      answers.delete(key);
    }
  };

  return <T extends object>(
    { operation, caller }: Call,
    { clientToken, ...parameters }: { readonly clientToken?: string | undefined },
    task: () => T,
  ) => {
    if (clientToken === undefined) return task();
    if (!TOKEN.test(clientToken)) {
      throw new AwsError('InvalidClientTokenException', `ClientToken ${clientToken} is not valid.`);
    }
    forgetOld();
    const key = [caller.account, caller.region, operation, clientToken].join(' ');
    const request = canonical(parameters);
    const known = answers.get(key);
    if (known) {
      // The same operation made it.
      if (known.request === request) return known.answer as T;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        `ClientToken ${clientToken} was used with other parameters.`,
      );
    }
    const answer = { ...task(), clientToken };
    answers.set(key, { request, answer, at: clock.now() });
    return answer;
  };
}

/** No rule is published; this is the form that AWS's services share. */
const TOKEN = /^[\x21-\x7e]{1,64}$/;

/** The same text for the same parameters in whatever order. */
export const canonical = (parameters: object): string =>
  JSON.stringify(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
