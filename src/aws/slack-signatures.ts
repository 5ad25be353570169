import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Signatures, SignedRequest } from '../ports.ts';

/**
 * Signatures of Slack, version 0: a keyed hash of the timestamp and the body as it came
 * (docs.slack.dev/authentication/verifying-requests-from-slack). A secret that was changed is read anew when a signature
 * does not match, at most once a minute.
 *
 * @param secret `isFresh`: not as it was remembered.
 */
export function slackSignatures(secret: (isFresh: boolean) => Promise<string>, { now }: Clock): Signatures {
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async isGenuine(request) {
      if (isSigned(request, await secret(false))) return true;
      if (Date.parse(now()) - readAt < APART_MS) return false;
      readAt = Date.parse(now());
      return isSigned(request, await secret(true));
    },
  };
}

const APART_MS = 60_000;

/** What the header `X-Slack-Signature` of such a request says. */
export const slackSignature = (
  { timestamp, body }: Omit<SignedRequest, 'signature'>,
  secret: string,
): string => `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;

/** As texts: the same hash in other letters would be another signature to whoever looks for those that came before. */
function isSigned(request: SignedRequest, secret: string): boolean {
  const [given, right] = [request.signature, slackSignature(request, secret)].map((each) =>
    Buffer.from(each),
  );
  return (
    given?.length === right?.length &&
    given !== undefined &&
    right !== undefined &&
    timingSafeEqual(given, right)
  );
}
