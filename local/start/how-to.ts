import type { Output } from './output.ts';

export interface Place {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
}

/** How to reach the cloud from a shell, Python and JavaScript. */
export function tellHowTo({ endpoint, region, account }: Place, tell: Output): void {
  tell.title('Point a client at it');
  tell.quote(
    [
      `export AWS_ENDPOINT_URL=${endpoint}`,
      `export AWS_ACCESS_KEY_ID=${account}   # twelve digits: the account that calls`,
      'export AWS_SECRET_ACCESS_KEY=local',
      `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    ].join('\n'),
  );
  tell.say('The AWS CLI, boto3 and the SDK for JavaScript read these as they are. `aws sqs` wants');
  tell.say(`--endpoint-url ${endpoint} on the command line as well.`);
  tell.quote(
    [
      'aws pinpoint-sms-voice-v2 describe-phone-numbers',
      'aws ram create-resource-share --name mine --resource-arns ARN --principals 999988887777',
      `curl -s ${endpoint}/_local/removals`,
      `curl -s ${endpoint}/_local/slack`,
    ].join('\n'),
  );
  tell.facts([
    ['console', `${endpoint}/`],
    ['control API', `${endpoint}/_local lists its routes`],
  ]);
}
