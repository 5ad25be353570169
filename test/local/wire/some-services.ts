import * as eventBridgeModel from '@aws-sdk/client-eventbridge';
import * as organizationsModel from '@aws-sdk/client-organizations';
import * as smsVoiceModel from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as ramModel from '@aws-sdk/client-ram';
import * as snsModel from '@aws-sdk/client-sns';
import * as sqsModel from '@aws-sdk/client-sqs';
import * as ssmModel from '@aws-sdk/client-ssm';
import * as stsModel from '@aws-sdk/client-sts';
import type { Operation, Service } from '../../../local/service.ts';

// Services of a few lines on AWS's own models: what they answer is up to each test.

type Operations = Readonly<Record<string, Operation>>;

export const ram = (operations: Operations): Service => ({
  name: 'ram',
  model: ramModel,
  operations,
  trail: {
    eventSource: 'ram.amazonaws.com',
    source: 'aws.ram',
    writes: new Set(['CreateResourceShare', 'DeleteResourceShare', 'EnableSharingWithAwsOrganization']),
  },
});

export const smsVoice = (operations: Operations): Service => ({
  name: 'sms-voice',
  model: smsVoiceModel,
  operations,
  trail: {
    eventSource: 'sms-voice.amazonaws.com',
    source: 'aws.sms-voice',
    writes: new Set(['CreatePool', 'PutResourcePolicy']),
    keyCase: () => 'lowerCamel',
  },
});

export const organizations = (operations: Operations): Service => ({
  name: 'organizations',
  model: organizationsModel,
  operations,
  trail: {
    eventSource: 'organizations.amazonaws.com',
    source: 'aws.organizations',
    writes: new Set(['MoveAccount', 'CreateAccount']),
    region: 'us-east-1',
    keyCase: () => 'lowerCamel',
  },
});

export const events = (operations: Operations): Service => ({
  name: 'events',
  model: eventBridgeModel,
  operations,
});

export const sqs = (operations: Operations): Service => ({ name: 'sqs', model: sqsModel, operations });
export const sns = (operations: Operations): Service => ({ name: 'sns', model: snsModel, operations });
export const sts = (operations: Operations): Service => ({ name: 'sts', model: stsModel, operations });
export const ssm = (operations: Operations): Service => ({ name: 'ssm', model: ssmModel, operations });
