import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';

/** How long a secret is used before it is read anew: it may have been rotated. */
const REMEMBERED_SECONDS = 300;

/** Reads SecureStrings by the names of their parameters. @returns a function; `isFresh`: not as it was remembered. */
export function ssmSecrets(client: SSMClient): (parameter: string, isFresh?: boolean) => Promise<string> {
  const provider = new SSMProvider({ awsSdkV3Client: client });
  return async (parameter, isFresh = false) => {
    const options = { decrypt: true, maxAge: REMEMBERED_SECONDS, forceFetch: isFresh };
    const secret = await provider.get(parameter, options);
    if (!secret) throw new Error(`SSM parameter ${parameter} is empty`);
    return secret;
  };
}
