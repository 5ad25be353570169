import {
  DeleteResourcePolicyCommand,
  type PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  AssociateResourceShareCommand,
  DisassociateResourceShareCommand,
  type RAMClient,
  type ResourceShareAssociation,
} from '@aws-sdk/client-ram';
import { keptReason } from '../core/removal.ts';
import type { Enforcer, EnforcerAnswer, OnShare } from '../ports.ts';
import { isGone, isInTransition, lacksPolicy, messageOf, needsAPerson, wasRetried } from './errors.ts';

/**
 * Changes shares through RAM and policies through sms-voice. What AWS refuses is an answer; throttling and outages are
 * thrown.
 */
export function awsEnforcer(ram: RAMClient, sms: PinpointSMSVoiceV2Client): Enforcer {
  return {
    disassociate: (shareArn, what) =>
      answered(async () =>
        failureOf(await ram.send(new DisassociateResourceShareCommand(requestFor(shareArn, what)))),
      ),

    associate: (shareArn, what) =>
      answered(async () =>
        failureOf(await ram.send(new AssociateResourceShareCommand(requestFor(shareArn, what)))),
      ),

    putPolicy: (ResourceArn, Policy) =>
      answered(async () => {
        if (Policy !== undefined) await sms.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
        else await sms.send(new DeleteResourcePolicyCommand({ ResourceArn }));
        return undefined;
      }),
  };
}

function requestFor(resourceShareArn: string, what: OnShare) {
  if ('principal' in what) return { resourceShareArn, principals: [what.principal] };
  if ('source' in what) return { resourceShareArn, sources: [what.source] };
  return { resourceShareArn, resourceArns: [...what.resources] };
}

/** An association can fail at once, without an exception (facts 10). */
function failureOf({
  resourceShareAssociations = [],
}: {
  readonly resourceShareAssociations?: readonly ResourceShareAssociation[] | undefined;
}): string | undefined {
  const failed = resourceShareAssociations.find(({ status }) => status === 'FAILED');
  return failed && (failed.statusMessage ?? 'RAM answers FAILED without saying why');
}

/** @param call answers why it failed, or nothing. */
async function answered(call: () => Promise<string | undefined>): Promise<EnforcerAnswer> {
  try {
    const reason = await call();
    return reason === undefined
      ? { outcome: 'requested' }
      : { outcome: 'refused', reason: keptReason(reason) };
  } catch (error) {
    if (isGone(error) || lacksPolicy(error)) return { outcome: 'gone' };
    const reason = keptReason(messageOf(error));
    const why = { reason, ...(wasRetried(error) && { wasRetried: true }) };
    if (isInTransition(error)) return { outcome: 'wait', ...why };
    if (needsAPerson(error)) return { outcome: 'refused', ...why };
    throw error;
  }
}
