import {
  GetResourcePolicyCommand,
  PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { OWNER } from './builders.ts';
import type { ServiceInProcess } from './service.ts';

type Statement = Readonly<Record<string, unknown>>;

/** What an owner does with the policies and tags of their resources. */
export function policyHands({ client }: Pick<ServiceInProcess, 'client'>) {
  const sms = new PinpointSMSVoiceV2Client(client);
  return {
    async put(ResourceArn: string, ...Statement: readonly Statement[]): Promise<string> {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      await sms.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
      return Policy;
    },
    /** `undefined`: there is none. */
    async statements(ResourceArn: string): Promise<readonly Statement[] | undefined> {
      try {
        const { Policy } = await sms.send(new GetResourcePolicyCommand({ ResourceArn }));
        return Policy ? JSON.parse(Policy).Statement : undefined;
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    tag: (ResourceArn: string, Key: string, Value: string) =>
      sms.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key, Value }] })),
  };
}

const SEND = { Effect: 'Allow', Action: 'sms-voice:SendTextMessage' };

/** A statement for an account, by its root. */
export const toAccount = (account: string, more: Statement = {}): Statement => ({
  ...SEND,
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  ...more,
});

export const toEveryone = (more: Statement = {}): Statement => ({ ...SEND, Principal: '*', ...more });

/** A statement for a service, for the owner unless the condition says otherwise; `none`: for anybody. */
export const toService = (
  Service: string,
  Condition: Statement | 'none' = { StringEquals: { 'aws:SourceAccount': OWNER } },
): Statement => ({ ...SEND, Principal: { Service }, ...(Condition !== 'none' && { Condition }) });
