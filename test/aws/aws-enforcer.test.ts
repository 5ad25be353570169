import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RAMClient } from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { awsEnforcer } from '../../src/aws/aws-enforcer.ts';
import { LONGEST_REASON } from '../../src/core/removal.ts';
import { type Answer, scripted } from './scripted.ts';

const SHARE = 'arn:aws:ram:us-east-1:111122223333:resource-share/share-1';
const disassociate = (answer: Answer) => {
  const aws = scripted(() => answer);
  const enforcer = awsEnforcer(new RAMClient(aws.client), new PinpointSMSVoiceV2Client(aws.client));
  return { aws, answer: enforcer.disassociate(SHARE, { principal: '999988887777' }) };
};
const associated = (status: string, statusMessage?: string): Answer => ({
  body: { resourceShareAssociations: [{ associatedEntity: '999988887777', status, statusMessage }] },
});

describe('taking a principal off a share', () => {
  it('names one share, one principal and nothing else', async () => {
    const { aws, answer } = disassociate(associated('DISASSOCIATING'));
    expect(await answer).toEqual({ outcome: 'requested' });
    expect(aws.requests).toEqual([
      {
        operation: 'disassociateresourceshare',
        input: { resourceShareArn: SHARE, principals: ['999988887777'] },
      },
    ]);
  });

  it.each([
    ['UnknownResourceException', 'gone'],
    ['InvalidStateTransitionException', 'wait'],
    ['OperationNotPermittedException', 'refused'],
    ['InvalidParameterException', 'refused'],
    ['MalformedArnException', 'refused'],
    ['AccessDeniedException', 'refused'],
  ])('takes %s for %s', async (error, outcome) => {
    expect(await disassociate({ error }).answer).toMatchObject({ outcome });
  });

  it('tells what RAM says when it waits or is refused', async () => {
    const answer = await disassociate({ error: 'OperationNotPermittedException' }).answer;
    expect(answer).toHaveProperty('reason', expect.stringContaining('OperationNotPermittedException'));
  });

  it('keeps the beginning and the end of what is said at length', async () => {
    const said = `made from a policy${' and so on'.repeat(100)}, by policy p-1`;
    const answer = await disassociate(associated('FAILED', said)).answer;
    const reason = 'reason' in answer ? answer.reason : '';
    expect(reason).toMatch(/^made from a policy and .*….* by policy p-1$/);
    expect(reason).toHaveLength(LONGEST_REASON);
  });

  it('sees an association that failed without an exception', async () => {
    const { answer } = disassociate(associated('FAILED', 'made from a policy'));
    expect(await answer).toEqual({ outcome: 'refused', reason: 'made from a policy' });
  });

  it.each([
    ['ServerInternalException', 500],
    ['ThrottlingException', 429],
  ])('throws %s when the SDK has tried often enough', async (error, status) => {
    const { aws, answer } = disassociate({ status, error });
    await expect(answer).rejects.toMatchObject({ name: error });
    expect(aws.requests.length).toBeGreaterThan(1);
  });
});
