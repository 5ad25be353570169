import { AwsError } from '../aws-error.ts';
import type { WireRequest } from './message.ts';

/** What the signature of a request tells about it. The signature itself is not verified: no secrets are known here. */
export interface Signature {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** Signing name of the service. */
  readonly service: string;
}

/**
 * Reads a Signature Version 4, of the Authorization header or of the query string.
 *
 * @throws AwsError `MissingAuthenticationTokenException` when there is none, `IncompleteSignatureException` when it
 *   doesn't parse
 */
export function signatureOf(request: WireRequest): Signature {
  const header = request.headers.authorization;
  const query = (name: string) => [request.query[name] ?? []].flat()[0];
  const credential = header === undefined ? query('X-Amz-Credential') : credentialOf(header);
  if (credential === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const token = request.headers['x-amz-security-token'] ?? query('X-Amz-Security-Token');
  return { ...scopeOf(credential), ...(token !== undefined && { sessionToken: token }) };
}

/** `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, SignedHeaders=…, Signature=…` */
function credentialOf(header: string): string {
  if (!header.startsWith('AWS4-HMAC-SHA256 ')) {
    throw incomplete(`Unsupported signature algorithm: '${header.split(' ')[0]}'.`);
  }
  const parts = new Map(
    header
      .slice('AWS4-HMAC-SHA256 '.length)
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string | undefined]),
  );
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name));
  if (missing.length > 0) {
    throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
  }
  return parts.get('Credential') ?? '';
}

function scopeOf(credential: string): Omit<Signature, 'sessionToken'> {
  const [accessKeyId, date, region, service, end, ...rest] = credential.split('/');
  const parses = accessKeyId && /^\d{8}$/.test(date ?? '') && region && service && end === 'aws4_request';
  if (!parses || rest.length > 0) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId, region, service };
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}
