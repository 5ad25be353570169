import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { eventBridgeAnnouncer } from '../../src/aws/event-bridge-announcer.ts';
import { sqsDecisions } from '../../src/aws/sqs-decisions.ts';
import { sqsRechecks } from '../../src/aws/sqs-rechecks.ts';
import { sqsRefreshes } from '../../src/aws/sqs-refreshes.ts';
import { newsOf } from '../../src/core/finding.ts';
import { readDecisionRequest } from '../../src/events/decision-request.ts';
import { readNewsEvent } from '../../src/events/news-event.ts';
import { readShareEvent } from '../../src/events/share-event.ts';
import { readTellingMessage } from '../../src/events/telling-message.ts';
import { aFinding, NOW } from '../support/builders.ts';
import { anEvent, own, SHARE } from './messages.ts';

describe('what Sharewarden sends to itself', () => {
  it('is read as the news that it was', async () => {
    const sent: PutEventsCommand[] = [];
    const client = {
      send: async (command: PutEventsCommand) => {
        sent.push(command);
        return {};
      },
    };
    const news = newsOf(aFinding(), NOW);
    // The one method of the client that the announcer calls.
    await eventBridgeAnnouncer(client as unknown as EventBridgeClient, 'findings').announce(news);
    const [entry] = sent[0]?.input.Entries ?? [];
    const detail: unknown = JSON.parse(entry?.Detail ?? '');
    const event = anEvent({ source: entry?.Source, 'detail-type': entry?.DetailType, detail });
    expect(readNewsEvent(event)).toEqual({ subject: news[0] });
  });

  it.each([
    ['removal', true],
    ['doubt', false],
  ] as const)('is read as the re-check that was asked for: %s', async (purpose, isRecheck) => {
    const { sent, client } = aQueue();
    const rechecks = sqsRechecks(client, { shares: 'queue', resources: 'another' });
    await rechecks.ask(SHARE, purpose, 5);
    const message: unknown = JSON.parse(sent[0]?.input.MessageBody ?? '');
    expect(readShareEvent(message, own)).toMatchObject({ subject: { shareArn: SHARE, isRecheck } });
  });

  it('is read as the decision that was asked for', async () => {
    const request = {
      kind: 'waive',
      about: SHARE,
      findingId: `forbidden-consumer|${SHARE}|999988887777`,
      occurrence: 1,
      by: 'slack:T0123456789/U0000000ANN',
      at: NOW,
      place: { channel: 'C0000000001', ts: '1762077600.000100' },
    } as const;
    const { sent, client } = aQueue();
    await sqsDecisions(client, 'queue').ask(request);
    const message = JSON.parse(sent[0]?.input.MessageBody ?? '');
    expect(readDecisionRequest(message)).toEqual({ subject: request });
    expect(readDecisionRequest({ ...message, kind: 'forget' })).toHaveProperty('malformed');
    expect(readDecisionRequest('waive')).toHaveProperty('malformed');
  });

  it('is read as the message that is to be brought up to date', async () => {
    const place = { channel: 'C0000000001', ts: '1762077600.000100' };
    const { sent, client } = aQueue();
    await sqsRefreshes(client, 'queue').ask(place);
    const message: unknown = JSON.parse(sent[0]?.input.MessageBody ?? '');
    expect(readTellingMessage(message)).toEqual({ subject: { refresh: place } });
  });
});

function aQueue() {
  const sent: SendMessageCommand[] = [];
  const client = { send: async (command: SendMessageCommand) => void sent.push(command) };
  // The one method of the client that is called.
  return { sent, client: client as unknown as SQSClient };
}
