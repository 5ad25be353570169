import { OWNER, REGION } from '../support/builders.ts';

export const SHARE = `arn:aws:ram:${REGION}:${OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3e000001`;
export const OWN_ROLE = `arn:aws:iam::${OWNER}:role/sharewarden`;
export const own = { ownRoleArns: [OWN_ROLE] };

/** An event as EventBridge hands it on, parsed. */
export function anEvent(parts: Readonly<Record<string, unknown>> = {}) {
  return {
    version: '0',
    id: '6f87d04b-9f74-4f04-a780-7acf4b0a9b38',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.ram',
    account: OWNER,
    time: '2026-10-02T22:39:11Z',
    region: REGION,
    resources: [],
    ...parts,
    detail: { ...(parts.detail ?? {}) },
  };
}

/** CloudTrail's record of a call. `detail` may leave out or put in anything. */
export function aCall(
  source: 'ram' | 'sms-voice',
  eventName: string,
  requestParameters: unknown,
  detail: Readonly<Record<string, unknown>> = {},
) {
  return anEvent({
    source: `aws.${source}`,
    detail: {
      eventSource: `${source}.amazonaws.com`,
      eventName,
      eventTime: '2026-10-02T22:39:10Z',
      eventID: '0d8f1c36-0000-4000-8000-000000000001',
      userAgent: 'aws-cli/2',
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${OWNER}:user/operator`, accountId: OWNER },
      requestParameters,
      responseElements: null,
      readOnly: false,
      ...detail,
    },
  });
}

export const bySession = (roleArn: string) => ({
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${OWNER}:assumed-role/x/y`,
    sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn } },
  },
});
