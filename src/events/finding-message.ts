import type { Alert } from '../core/alert.ts';
import type { FindingMessage } from '../core/finding-message.ts';
import { publishedFinding } from './published-finding.ts';

/** A finding for machines, with what they may filter on. @param title as in {@link publishedFinding}. */
export function findingMessage(alert: Alert, title: string): FindingMessage {
  const event = publishedFinding(alert, title);
  const { version, change, severity, kind, about, owner, region, finding, consumer, removal, verdicts } =
    event;
  const guardrails = distinct(verdicts.flatMap(({ guardrail }) => guardrail ?? []));
  return {
    about,
    detail: JSON.stringify(event),
    attributes: {
      ...{
        version,
        change,
        severity,
        kind,
        owner: plain(owner),
        region: plain(region),
        status: finding.status,
      },
      ...(guardrails.length > 0 && { guardrails: guardrails.slice(0, MOST_VALUES).map(plain) }),
      ...(consumer && { consumer: plain(consumer.principal) }),
      ...(removal && { removal: removal.status }),
    },
  };
}

const MOST_VALUES = 50;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 256) || '?';
