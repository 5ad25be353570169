import {
  CreateOptOutListCommand,
  PinpointSMSVoiceV2Client,
  PutResourcePolicyCommand,
  RequestSenderIdCommand,
  TagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { sleepOn, withTimePassing } from '../../local/time-passing.ts';
// What commands load when they run has to be there: time does not bring it.
import '../../src/cli/commands/explain.ts';
import '../../src/cli/commands/plan.ts';
import '../../src/policy/parse-guardrails.ts';
import '../../src/runtime/connect-reporting.ts';
import { sharewarden, type World } from '../cli/running.ts';
import { MANAGEMENT, OWNER, REGION } from './builders.ts';
import { sdkHands } from './hands.ts';

/**
 * A local cloud whose time moves by hand, an operator in the owner account, and `sharewarden` before it.
 *
 * @param account whose credentials `sharewarden` has.
 */
export async function ownerAccount(account = OWNER) {
  const cloud: Cloud = await createCloud({ clock: 'manual' });
  const clientOf = (accessKeyId: string) => ({
    requestHandler: cloud.requestHandler,
    region: REGION,
    endpoint: cloud.endpoint(),
    credentials: { accessKeyId, secretAccessKey: 'local' },
  });
  await new RAMClient(clientOf(MANAGEMENT)).send(new EnableSharingWithAwsOrganizationCommand({}));
  const sms = new PinpointSMSVoiceV2Client(clientOf(OWNER));
  const { clock } = cloud.world;
  const hands = sdkHands(cloud.endpoint(), cloud.requestHandler);
  return {
    cloud,
    ...hands,
    async senderId(SenderId: string, IsoCountryCode = 'GB'): Promise<string> {
      return (await sms.send(new RequestSenderIdCommand({ SenderId, IsoCountryCode }))).SenderIdArn ?? '';
    },
    async optOutList(OptOutListName: string): Promise<string> {
      return (await sms.send(new CreateOptOutListCommand({ OptOutListName }))).OptOutListArn ?? '';
    },
    async tag(ResourceArn: string, Key: string, Value: string): Promise<void> {
      await sms.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key, Value }] }));
    },
    /** Puts a policy of these statements, which allow sending with the resource unless they say otherwise. */
    async putPolicy(arn: string, ...statements: readonly object[]): Promise<void> {
      const usual = { Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource: arn };
      const Statement = statements.map((each) => ({ ...usual, ...each }));
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      await sms.send(new PutResourcePolicyCommand({ ResourceArn: arn, Policy }));
    },
    advance: (seconds: number) => clock.advance(seconds * 1000),
    /** Runs `sharewarden …`: what it printed and ended with, how long it took, and the calls that it made. */
    async run(args: readonly string[], guardrails: string, world: World = {}) {
      const before = cloud.calls.entries().length;
      const { result, seconds } = await withTimePassing(cloud, () =>
        sharewarden(args, {
          files: { 'guardrails.yml': guardrails },
          aws: clientOf(account),
          now: () => new Date(clock.now()).toISOString(),
          wait: sleepOn(clock),
          ...world,
        }),
      );
      return { ...result, seconds, calls: cloud.calls.entries().slice(before) };
    },
  };
}
