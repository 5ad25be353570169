import {
  CreateOptOutListCommand,
  PinpointSMSVoiceV2Client,
  RequestSenderIdCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALLOWED, OUTSIDER, OWNER } from '../support/builders.ts';
import { policyHands } from '../support/policies.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

const [PINPOINT, SNS] = ['pinpoint.amazonaws.com', 'sns.amazonaws.com'];
const FILE = {
  guardrails: [{ id: 'ours', allow: [{ organization: true }, { service: PINPOINT }, { service: SNS }] }],
} as const;

let service: ServiceInProcess;
beforeEach(async () => {
  service = await serviceInProcess(FILE);
});
afterEach(() => service.stop());

/** One resource of each type that can be shared, by type. */
async function stock(): Promise<Readonly<Record<string, string>>> {
  const sms = new PinpointSMSVoiceV2Client(service.client);
  const number = await service.operator.requestNumber();
  const pool = await service.operator.createPool(number.id);
  const senderId = await sms.send(new RequestSenderIdCommand({ SenderId: 'ACME', IsoCountryCode: 'GB' }));
  const list = await sms.send(new CreateOptOutListCommand({ OptOutListName: 'marketing' }));
  return {
    'phone-number': number.arn,
    pool: pool.arn,
    'sender-id': senderId.SenderIdArn ?? '',
    'opt-out-list': list.OptOutListArn ?? '',
  };
}

/** Facts section 6.4: the statements that the user guide prints, for the resource. */
const OWN = { Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } };
const examples = (Resource: string) => ({
  pinpoint: {
    Effect: 'Allow',
    Principal: { Service: PINPOINT },
    Action: ['sms-voice:SendTextMessage', 'sms-voice:SendVoiceMessage'],
    Resource,
    ...OWN,
  },
  sns: {
    Effect: 'Allow',
    Principal: { Service: SNS },
    Action: 'sms-voice:SendTextMessage',
    Resource,
    ...OWN,
  },
  account: (account: string) => ({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sms-voice:SendTextMessage',
    Resource,
  }),
});

describe('the policies of the user guide', () => {
  it.each(['phone-number', 'sender-id'])(
    'for Pinpoint, SNS and an account of ours stand on a %s',
    async (type) => {
      const arn = (await stock())[type] ?? '';
      const { pinpoint, sns, account } = examples(arn);
      const policies = policyHands(service);
      await policies.put(arn, pinpoint, sns, account(ALLOWED));
      await service.lookAtPolicy(arn);
      await service.rest();
      expect(await service.findings(arn)).toEqual([]);
      expect(await policies.statements(arn)).toEqual([pinpoint, sns, account(ALLOWED)]);
    },
  );

  it.each(['phone-number', 'sender-id'])('lose an account that is not ours, on a %s', async (type) => {
    const arn = (await stock())[type] ?? '';
    const { pinpoint, sns, account } = examples(arn);
    const policies = policyHands(service);
    await policies.put(arn, pinpoint, account(OUTSIDER), sns);
    await service.lookAtPolicy(arn);
    expect(await policies.statements(arn)).toEqual([pinpoint, sns]);
  });
});

const TYPES = ['opt-out-list', 'phone-number', 'pool', 'sender-id'] as const;

describe.each(TYPES)('a %s on a resource share (facts section 3)', (type) => {
  const shared = async (...principals: readonly string[]) => {
    const share = await service.operator.share('campaign', [(await stock())[type] ?? ''], principals);
    await service.advance(1);
    return share;
  };

  it('can be with an account outside the organization, which is forbidden', async () => {
    const share = await shared(OUTSIDER, ALLOWED);
    await service.lookAtShare(share);
    await service.rest();
    expect(Object.keys(await service.operator.principals(share))).toEqual([ALLOWED]);
  });

  it('can not be with a role: there is nothing to judge', async () => {
    await expect(shared(`arn:aws:iam::${ALLOWED}:role/Sender`)).rejects.toThrow();
  });

  if (type === 'opt-out-list') {
    it('can not be with a service', async () => {
      await expect(shared(SNS)).rejects.toThrow();
    });
  } else {
    it('can be with a service for the owner, which is allowed, and with one that is not', async () => {
      const share = await shared(SNS, 'ses.amazonaws.com');
      await service.lookAtShare(share);
      await service.rest();
      expect(Object.keys(await service.operator.principals(share))).toEqual([SNS]);
      const forbidden = (await service.findings(share)).filter(
        ({ body }) => body.kind === 'forbidden-consumer',
      );
      expect(forbidden).toHaveLength(1);
    });
  }
});
