/**
 * The kind of tool behind a call, by the user agent that CloudTrail has of it. A hint for people: whoever calls chooses
 * it. More telling ones come first: Terraform names the SDK that it is built on too.
 *
 * @returns `undefined` for one that nothing here knows.
 */
export function toolOf(userAgent: string | undefined): string | undefined {
  return TOOLS.find(([mark]) => mark.test(userAgent ?? ''))?.[1];
}

const TOOLS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/terraform/i, 'Terraform'],
  [/opentofu/i, 'OpenTofu'],
  [/pulumi/i, 'Pulumi'],
  [/crossplane/i, 'Crossplane'],
  [/aws-cdk/i, 'the AWS CDK'],
  [/^cloudformation\.amazonaws\.com$/i, 'CloudFormation'],
  [/ansible/i, 'Ansible'],
  [/^aws internal|console\.amazonaws\.com|^mozilla\//i, 'the console'],
  [/^aws-cli\//i, 'the AWS CLI'],
  [/^(boto3|botocore)\//i, 'boto3'],
  [/^aws-sdk-|^aws-sdk\//i, 'an AWS SDK'],
  [/^[a-z0-9-]+\.amazonaws\.com$/i, 'a service of AWS'],
];
