import {
  GetResourcePolicyCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { paginateGetResourcePolicies, type RAMClient } from '@aws-sdk/client-ram';
import type { Clock, Policies } from '../ports.ts';
import { isGone, lacksPolicy } from './errors.ts';

/**
 * Policies as sms-voice shows them, hand-written statements beside those that RAM wrote (facts 5.8, 6.4). RAM is asked
 * afterwards: what it has written meanwhile is not taken for somebody's own.
 */
export function smsPolicies(sms: PinpointSMSVoiceV2Client, ram: RAMClient, clock: Clock): Policies {
  return {
    async read(resource) {
      const readAt = clock.now();
      try {
        const document = await documentOf(sms, resource);
        const ramDocuments = document === undefined ? [] : await writtenByRam(ram, [resource]);
        return { resource, document, ramDocuments, readAt };
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },
  };
}

/** What is answered for a resource without a policy is not published: an error that says so, or nothing (facts 6.3). */
export async function documentOf(
  client: PinpointSMSVoiceV2Client,
  ResourceArn: string,
): Promise<string | undefined> {
  try {
    const { Policy } = await client.send(new GetResourcePolicyCommand({ ResourceArn }));
    return Policy || undefined;
  } catch (error) {
    if (lacksPolicy(error)) return undefined;
    throw error;
  }
}

/** The documents that RAM wrote for these resources. */
export async function writtenByRam(
  client: RAMClient,
  resourceArns: readonly string[],
): Promise<readonly string[]> {
  const documents: string[] = [];
  for await (const { policies = [] } of paginateGetResourcePolicies(
    { client },
    { resourceArns: [...resourceArns] },
  )) {
    documents.push(...policies);
  }
  return documents;
}
