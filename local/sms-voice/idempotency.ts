import type { VirtualClock } from '../clock.ts';
import type { Call } from '../service.ts';
import { invalid } from './errors.ts';

/** Does something once for each ClientToken of a caller; the same request again gets the same answer. */
export type Once = <T>(call: Call, input: { readonly ClientToken?: string }, task: () => T) => T;

/** How long a token is remembered. AWS publishes no figure for sms-voice. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/**
 * A request that failed may be tried again with its token. A token that comes with another request is refused;
 * which error AWS has for this is not published.
 */
export function createOnce(clock: VirtualClock): Once {
  const answers = new Map<
    string,
    { readonly request: string; readonly answer: unknown; readonly at: number }
  >();
  return <T>({ operation, caller }: Call, input: { readonly ClientToken?: string }, task: () => T): T => {
    const { ClientToken: token } = input;
    if (token === undefined) return task();

    const key = [caller.account, caller.region, operation, token].join(' ');
    const request = JSON.stringify(input);
    const known = answers.get(key);
    if (known && clock.now() - known.at < REMEMBERED_MS) {
      if (known.request === request) return known.answer as T; // the same operation answered it
      throw invalid('INVALID_PARAMETER', 'ClientToken was used with another request', 'ClientToken');
    }
    const answer = task();
    answers.set(key, { request, answer, at: clock.now() });
    return answer;
  };
}
