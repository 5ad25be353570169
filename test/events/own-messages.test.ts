import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { eventBridgeAnnouncer } from '../../src/aws/event-bridge-announcer.ts';
import { sqsRechecks } from '../../src/aws/sqs-rechecks.ts';
import { newsOf } from '../../src/core/finding.ts';
import { readNewsEvent } from '../../src/events/news-event.ts';
import { readShareEvent } from '../../src/events/share-event.ts';
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
    const sent: SendMessageCommand[] = [];
    const client = { send: async (command: SendMessageCommand) => void sent.push(command) };
    // The one method of the client that the re-checks call.
    const rechecks = sqsRechecks(client as unknown as SQSClient, { shares: 'queue', resources: 'another' });
    await rechecks.ask(SHARE, purpose, 5);
    const message: unknown = JSON.parse(sent[0]?.input.MessageBody ?? '');
    expect(readShareEvent(message, own)).toMatchObject({ subject: { shareArn: SHARE, isRecheck } });
  });
});
