import {
  GetResourcePolicyCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { paginateGetResourcePolicies, type RAMClient } from '@aws-sdk/client-ram';
import type { Clock, Policies } from '../ports.ts';
import { lacksPolicy } from './errors.ts';
import { unlessGone } from './unless-gone.ts';

/**
 * Policies as sms-voice shows them, hand-written statements beside those that RAM wrote (facts 5.8, 6.4). RAM is asked
 * afterwards: what it has written meanwhile is not taken for somebody's own.
 */
export function smsPolicies(sms: PinpointSMSVoiceV2Client, ram: RAMClient, clock: Clock): Policies {
  return {
    async read(resource) {
      const readAt = clock.now();
      const found = await unlessGone(async () => ({ document: await documentOf(sms, resource) }));
      if (!found) return undefined;
      // RAM may know nothing of a resource that nobody shares: it has written nothing there.
      const ramDocuments =
        found.document === undefined ? [] : await unlessGone(() => writtenByRam(ram, [resource]));
      return { resource, document: found.document, ramDocuments: ramDocuments ?? [], readAt };
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
