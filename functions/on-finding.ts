import { routeOf } from '../src/alerts/route.ts';
import { slackMessage } from '../src/alerts/slack-message.ts';
import { snsMessage, titleOf } from '../src/alerts/sns-message.ts';
import type { Digest } from '../src/core/alert.ts';
import { wakingKey } from '../src/core/digest.ts';
import { severityOf } from '../src/core/severity.ts';
import type { MessagePlace } from '../src/core/told-message.ts';
import { findingMessage } from '../src/events/finding-message.ts';
import { readTellingMessage } from '../src/events/telling-message.ts';
import { refreshMessage } from '../src/flows/refresh-message.ts';
import { tell } from '../src/flows/tell.ts';
import { tellingConfig } from '../src/runtime/config.ts';
import { connectTelling } from '../src/runtime/connect-telling.ts';
import { countedTelling } from '../src/runtime/counted.ts';
import { bundledGuardrails } from '../src/runtime/guardrails.ts';
import { sqsHandler } from '../src/runtime/lambda.ts';

const config = tellingConfig();
const { hasButtons } = config;
const { alerts } = bundledGuardrails();
const connected = connectTelling(config, {
  route: ({ finding: { owner, body } }) =>
    routeOf(alerts, owner, severityOf(body), config.slackChannel ?? config.slackWebhookParameter),
  slack: (digest) => slackMessage(digest, { hasButtons }),
  sns: snsMessage,
  machines: (alert) => findingMessage(alert, titleOf(alert)),
});
const render = (digest: Digest) => slackMessage(digest, { hasButtons, isWhole: true });
const ports = {
  ...connected,
  refresh: (place: MessagePlace) => refreshMessage(place, { ...connected, render }),
};

/** Wakes when there is news of findings, a place is due to be told, or a message is out of date, and tells people. */
export const handler = sqsHandler({
  parse: readTellingMessage,
  keyOf: wakingKey,
  handleAll: async (wakings, { until }) => {
    const outcomeOf = await tell(wakings, until(), ports);
    return (waking) => countedTelling(outcomeOf(waking));
  },
  deadLetters: ports.deadLetters,
  maxReceives: config.maxReceives,
});
