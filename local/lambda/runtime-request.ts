import type { IncomingMessage } from 'node:http';
import type { FunctionError } from './function.ts';

/** The whole body, as text. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The error that a runtime reports. It may send any JSON, or none; then the header names the type. */
export function errorIn(body: string, request: IncomingMessage): FunctionError {
  const header = request.headers['lambda-runtime-function-error-type'];
  const fallback = { errorType: typeof header === 'string' ? header : 'Unknown', errorMessage: body };
  try {
    const { errorType, errorMessage, trace, stackTrace } = JSON.parse(body);
    const lines = Array.isArray(trace) ? trace : stackTrace;
    return {
      errorType: typeof errorType === 'string' ? errorType : fallback.errorType,
      errorMessage: typeof errorMessage === 'string' ? errorMessage : fallback.errorMessage,
      ...(Array.isArray(lines) && { trace: lines.map(String) }),
    };
  } catch {
    return fallback;
  }
}
