import { arnIn, type Made, type Making, type ResourceType } from './resource.ts';

/** A type that is kept on record and not simulated: nothing that runs here depends on what it does. */
export function kept(
  nameProperty: string,
  attributes: (name: string, making: Making) => Made['attributes'] = () => ({}),
): ResourceType {
  return {
    isSimulated: false,
    make(properties, making) {
      // The template's reader gives objects; any of them may be asked for a member.
      const given = (properties as Readonly<Record<string, unknown>>)[nameProperty];
      const ref = typeof given === 'string' ? given : making.inventedName();
      return { ref, attributes: attributes(ref, making) };
    },
  };
}

export const KEPT: Readonly<Record<string, ResourceType>> = {
  'AWS::CloudWatch::Alarm': kept('AlarmName', (name, { scope }) => ({
    Arn: arnIn(scope, 'cloudwatch', `alarm:${name}`),
  })),
  'AWS::CloudWatch::Dashboard': kept('DashboardName'),
  'AWS::KMS::Key': kept('KeyId', (id, { scope }) => ({ Arn: arnIn(scope, 'kms', `key/${id}`), KeyId: id })),
  'AWS::Logs::LogGroup': kept('LogGroupName', (name, { scope }) => ({
    Arn: arnIn(scope, 'logs', `log-group:${name}:*`),
  })),
  'AWS::S3::Bucket': kept('BucketName', (name) => ({
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
  })),
  'AWS::S3::BucketPolicy': kept('Bucket'),
};
