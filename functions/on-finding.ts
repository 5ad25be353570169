import { routeOf } from '../src/alerts/route.ts';
import { slackMessage } from '../src/alerts/slack-message.ts';
import { snsMessage } from '../src/alerts/sns-message.ts';
import { newsKey } from '../src/core/finding.ts';
import { severityOf } from '../src/core/severity.ts';
import { readNewsEvent } from '../src/events/news-event.ts';
import { tell } from '../src/flows/tell.ts';
import { tellingConfig } from '../src/runtime/config.ts';
import { connectTelling } from '../src/runtime/connect-telling.ts';
import { countedNews } from '../src/runtime/counted.ts';
import { bundledGuardrails } from '../src/runtime/guardrails.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = tellingConfig();
const { alerts } = bundledGuardrails();
const ports = connectTelling(config, {
  route: ({ finding: { owner, body } }) =>
    routeOf(alerts, owner, severityOf(body), config.slackWebhookParameter),
  slack: slackMessage,
  sns: snsMessage,
});

/** Wakes when there is news of a finding, and tells people. */
export const handler = sqsHandler({
  parse: readNewsEvent,
  keyOf: newsKey,
  handle: async ([news]) => countedNews(await tell(news, ports)),
  deadLetters: ports.deadLetters,
  maxReceives: config.maxReceives,
});
