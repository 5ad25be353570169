import { ALLOWED, OUTSIDER, OWNER, SNS } from '../../support/builders.ts';
import type { Story } from '../story.ts';

const send = { Effect: 'Allow', Action: ['sms-voice:SendTextMessage'] };
const sns = (more: object) => ({ ...send, Principal: { Service: SNS }, ...more });
const bound = { Condition: { StringEquals: { 'aws:SourceAccount': OWNER } } };
const account = (id: string) => ({ ...send, Principal: { AWS: `arn:aws:iam::${id}:root` } });

export const POLICY_STORIES: readonly Story[] = [
  {
    title: 'a policy lets an outsider in, and a service that acts for anybody',
    async *told({ operator }) {
      const number = await operator.requestNumber();
      const Statement = [sns({}), account(OUTSIDER), account(ALLOWED)];
      await operator.putPolicy(number.arn, JSON.stringify({ Version: '2012-10-17', Statement }));
      yield;
      return {
        policies: { [number.arn]: [sns(bound), account(ALLOWED)] },
        removals: { [number.arn]: [`${OUTSIDER}: done`, `${SNS}: done`] },
        findings: {
          [number.arn]: ['forbidden-consumer: resolved, removed', 'unbound-service: resolved, removed'],
        },
        changes: ['PutResourcePolicy'],
        messages: { [number.id]: 2 },
      };
    },
  },
];
