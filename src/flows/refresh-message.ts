import type { Alert, Digest } from '../core/alert.ts';
import type { Finding } from '../core/finding.ts';
import { removalId } from '../core/removal.ts';
import type { MessagePlace, ToldOf } from '../core/told-message.ts';
import type { Chat, Findings, Ledger, Messages } from '../ports.ts';

export interface RefreshPorts {
  readonly findings: Pick<Findings, 'about'>;
  readonly ledger: Pick<Ledger, 'removal'>;
  readonly messages: Pick<Messages, 'about'>;
  readonly chat: Pick<Chat, 'update'>;
  /** The message as Slack takes it. */
  readonly render: (digest: Digest) => object;
}

/**
 * Brings a message up to date: says of each finding that it tells of what is on record now, with what people decided.
 * Repeating it is safe. A message that nothing is known of, or that Slack lets nobody change any more, is let be.
 *
 * @throws when Slack did not take it, and may yet.
 */
export async function refreshMessage(place: MessagePlace, ports: RefreshPorts): Promise<void> {
  const told = (await ports.messages.about(place)) ?? [];
  const [first, ...others] = await alertsNow(told, ports);
  if (first) await ports.chat.update(place, ports.render([first, ...others]));
}

async function alertsNow(told: readonly ToldOf[], ports: RefreshPorts): Promise<readonly Alert[]> {
  const found = new Map<string, readonly Finding[]>();
  const alerts: Alert[] = [];
  for (const { about, findingId, occurrence } of told) {
    const beside = found.get(about) ?? (await ports.findings.about(about));
    found.set(about, beside);
    const finding = beside.find(({ id }) => id === findingId);
    if (!finding) continue;
    const removal = await ports.ledger.removal(about, removalId({ id: findingId, occurrence }));
    alerts.push(alertOf(finding.occurrence === occurrence ? finding : ended(finding, occurrence), removal));
  }
  return alerts;
}

function alertOf(finding: Finding, removal: Alert['removal']): Alert {
  const { id: findingId, about, occurrence, revision } = finding;
  const isOver = finding.status === 'resolved' && finding.resolution !== 'removed';
  const news = { findingId, about, occurrence, revision, change: isOver ? 'resolved' : 'opened' } as const;
  return { finding, news, removal };
}

/** An earlier occurrence, which ended before this one began. How it ended is not on record any more. */
const ended = (finding: Finding, occurrence: number): Finding => ({
  ...finding,
  occurrence,
  status: 'resolved',
  resolution: 'gone',
  decisions: undefined,
  snoozedUntil: undefined,
});
