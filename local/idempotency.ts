import { canonical } from './canonical.ts';
import type { VirtualClock } from './clock.ts';
import type { Call } from './service.ts';

/** A request that carries a client token. */
export interface TokenRequest {
  readonly call: Pick<Call, 'operation' | 'caller'>;
  readonly token: string;
  readonly parameters: object;
  /** What is thrown when the token was used with other parameters. */
  readonly refuse: () => Error;
}

/** How long a token is remembered. AWS publishes no figure for any of its services. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/**
 * Does something once for each client token of an account, Region and operation: the same request again gets the
 * same answer. A request that was refused may be tried again with its token.
 */
export function oncePerToken(
  clock: Pick<VirtualClock, 'now'>,
): <T extends object>(request: TokenRequest, task: () => T) => T {
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

  return <T extends object>({ call, token, parameters, refuse }: TokenRequest, task: () => T): T => {
    forgetOld();
    const { operation, caller } = call;
    const key = [caller.account, caller.region, operation, token].join(' ');
    const request = canonical(parameters);
    const known = answers.get(key);
    if (known) {
      if (known.request !== request) throw refuse();
      return known.answer as T; // the same operation answered it
    }
    const answer = task();
    answers.set(key, { request, answer, at: clock.now() });
    return answer;
  };
}
