import { describe, expect, it } from 'vitest';
import { toolOf } from '../../src/core/tool.ts';

describe('the kind of tool behind a user agent', () => {
  it.each([
    [
      'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 (+https://www.terraform.io) terraform-provider-aws/5.66.0',
      'Terraform',
    ],
    ['APN/1.0 OpenTofu/1.8.0 aws-sdk-go-v2/1.30.3', 'OpenTofu'],
    ['APN/1.0 Pulumi/1.0 (go1.22) aws-sdk-go-v2/1.30.3', 'Pulumi'],
    ['aws-sdk-js/2.1 aws-cdk/2.150.0', 'the AWS CDK'],
    ['cloudformation.amazonaws.com', 'CloudFormation'],
    ['AWS Internal', 'the console'],
    ['console.amazonaws.com', 'the console'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'the console'],
    ['aws-cli/1.16.2 Python/2.7.10 Darwin/16.7.0 botocore/1.11.2', 'the AWS CLI'],
    ['Boto3/1.43.0 md/Botocore#1.43.0', 'boto3'],
    ['Ansible/2.16 Boto3/1.34', 'Ansible'],
    ['aws-sdk-go-v2/1.30.3 os/linux', 'an AWS SDK'],
    ['ram.amazonaws.com', 'a service of AWS'],
  ])('%s is %s', (userAgent, tool) => {
    expect(toolOf(userAgent)).toBe(tool);
  });

  it.each([[undefined], [''], ['curl/8.5.0'], ['cloudformation.amazonaws.com.example.org']])(
    '%s is one that nothing knows',
    (userAgent) => {
      expect(toolOf(userAgent)).toBeUndefined();
    },
  );
});
