/**
 * Stands in for the SDK's `@aws-sdk/credential-provider-node` in the bundles: a Lambda function finds the credentials
 * of its role in the environment and nowhere else, so the profiles, SSO and metadata services need not be shipped.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
