import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { SignedRequest } from '../ports.ts';
import { logger, metrics } from './log.ts';

/** How a request was answered: with an HTTP status, and for the log with all else. */
interface Answered {
  readonly outcome: string;
  readonly status: number;
}

/**
 * The Lambda handler of a function behind a URL that Slack posts to. Answers without a body, and writes one line of what
 * became of the request. What can't be done now is answered with 503: Slack shows whoever pressed that it failed.
 *
 * @param hear throws what is in the way for now.
 */
export function slackUrlHandler(hear: (request: SignedRequest) => Promise<Answered>) {
  const handle = async (
    event: LambdaFunctionURLEvent,
    _context: Context,
  ): Promise<LambdaFunctionURLResult> => {
    const { status, ...answered } = await hear(requestIn(event)).catch((error: unknown) => ({
      outcome: 'failed',
      status: 503,
      error,
    }));
    if (status < 400) logger.info(answered.outcome, { status, ...answered });
    else logger[status < 500 ? 'warn' : 'error'](answered.outcome, { status, ...answered });
    metrics.addMetric('PressesRefused', MetricUnit.Count, status >= 400 && status < 500 ? 1 : 0);
    metrics.addMetric('PressesFailed', MetricUnit.Count, status >= 500 ? 1 : 0);
    return { statusCode: status, body: '' };
  };
  return middy(handle)
    .use(injectLambdaContext(logger, { clearState: true }))
    .use(logMetrics(metrics, { captureColdStartMetric: true }));
}

/** The body as it came: a form reaches Lambda as base64. */
function requestIn({ body = '', isBase64Encoded, headers }: LambdaFunctionURLEvent): SignedRequest {
  return {
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    timestamp: headers['x-slack-request-timestamp'] ?? '',
    signature: headers['x-slack-signature'] ?? '',
  };
}
