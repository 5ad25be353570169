import { invalidParameter } from './errors.ts';

/** What a service principal may act for (facts 5.6). The names of the kinds are our guess: none are published. */
export type SourceType = 'ACCOUNT' | 'ARN' | 'ORGANIZATION' | 'ORGANIZATION_PATH';

/** @throws AwsError InvalidParameterException for what is no account id, ARN, organization id or organization path */
export function sourceType(source: string): SourceType {
  const type = FORMS.find(({ form }) => form.test(source))?.type;
  if (!type) throw invalidParameter(`Source ${source} is malformed. Verify the source and try again.`);
  return type;
}

const FORMS: readonly { readonly type: SourceType; readonly form: RegExp }[] = [
  { type: 'ACCOUNT', form: /^\d{12}$/ },
  { type: 'ARN', form: /^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/ },
  { type: 'ORGANIZATION', form: /^o-[a-z0-9]{10,32}$/ },
  {
    type: 'ORGANIZATION_PATH',
    form: /^o-[a-z0-9]{10,32}\/(r-[0-9a-z]{4,32}|\*)(\/(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|\*))*\/?$/,
  },
];

/** The condition of a policy statement that binds a service principal to a source. */
export function sourceCondition(source: string): Readonly<Record<string, unknown>> {
  switch (sourceType(source)) {
    case 'ACCOUNT':
      return { StringEquals: { 'aws:SourceAccount': source } };
    case 'ARN':
      return { ArnLike: { 'aws:SourceArn': source } };
    case 'ORGANIZATION':
      return { StringEquals: { 'aws:SourceOrgID': source } };
    case 'ORGANIZATION_PATH':
      return { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': source } };
  }
}
