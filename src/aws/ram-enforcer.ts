import { DisassociateResourceShareCommand, type RAMClient } from '@aws-sdk/client-ram';
import type { Enforcer, EnforcerAnswer } from '../ports.ts';
import { isGone, isInTransition, messageOf, needsAPerson } from './errors.ts';

/** Takes principals off shares through RAM. What RAM refuses is an answer; throttling and outages are thrown. */
export function ramEnforcer(client: RAMClient): Enforcer {
  return {
    async disassociate(shareArn, principal) {
      const request = { resourceShareArn: shareArn, principals: [principal] };
      try {
        const answer = await client.send(new DisassociateResourceShareCommand(request));
        // An association can fail at once, without an exception (facts 10).
        const failed = answer.resourceShareAssociations?.find(({ status }) => status === 'FAILED');
        return failed
          ? { outcome: 'refused', reason: failed.statusMessage ?? 'RAM answers FAILED without saying why' }
          : { outcome: 'requested' };
      } catch (error) {
        return answerOf(error);
      }
    },
  };
}

function answerOf(error: unknown): EnforcerAnswer {
  if (isGone(error)) return { outcome: 'gone' };
  if (isInTransition(error)) return { outcome: 'wait', reason: messageOf(error) };
  if (needsAPerson(error)) return { outcome: 'refused', reason: messageOf(error) };
  throw error;
}
