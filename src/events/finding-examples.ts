import type { Alert } from '../core/alert.ts';
import { type Finding, type FindingBody, findingId } from '../core/finding.ts';
import { plannedRemoval, SHAREWARDEN } from '../core/removal.ts';
import type { FindingEvent } from './finding-event.ts';
import { publishedFinding } from './published-finding.ts';

const OWNER = '111122223333';
const SANDBOX = '555566667777';
const SHARE = `arn:aws:ram:us-east-1:${OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3e000001`;
const NUMBER = `arn:aws:sms-voice:us-east-1:${OWNER}:phone-number/phone-0123456789abcdef0123456789abcdef`;
const POOL = `arn:aws:sms-voice:us-east-1:${OWNER}:pool/pool-0123456789abcdef0123456789abcdef`;

const forbidden: Finding = {
  ...opened(SHARE, {
    kind: 'forbidden-consumer',
    share: { arn: SHARE, name: 'summer-campaign' },
    principal: SANDBOX,
    resources: [NUMBER],
    verdicts: [
      {
        decision: 'forbidden',
        resource: NUMBER,
        consumer: SANDBOX,
        guardrail: 'no-sandbox',
        why: 'What is tried out must not reach customers.',
        mode: 'enforce',
        reason: 'no-sandbox denies ou-ab12-22222222, and the account is in it',
      },
    ],
    remedy: { action: 'remove' },
  }),
  actor: {
    arn: `arn:aws:sts::${OWNER}:assumed-role/Deployer/ci`,
    userAgent: 'aws-cli/2.31.0',
    eventId: '3c1f2ad4-0d6b-4c0e-9f0b-2f8e5a1b7c11',
    eventName: 'AssociateResourceShare',
    at: '2026-11-02T10:00:00Z',
  },
};
const before = { resources: [NUMBER], sources: [] };
const event = 'AssociateResourceShare 3c1f2ad4-0d6b-4c0e-9f0b-2f8e5a1b7c11';
const stamp = (at: string) => ({ at, actor: SHAREWARDEN, event });
const planned = plannedRemoval(
  forbidden,
  { kind: 'share-principal', before },
  stamp('2026-11-02T10:00:03.120Z'),
);
const requested = {
  status: 'requested',
  reason: 'RAM accepted the request',
  ...stamp('2026-11-02T10:00:03.480Z'),
} as const;

/** Events as they are published, by what they tell. */
export const FINDING_EXAMPLES: Readonly<Record<string, FindingEvent>> = {
  'A forbidden consumer was removed': publishedFinding(
    alertOf(forbidden, 'opened', {
      ...planned,
      status: 'requested',
      attempts: 1,
      steps: [...planned.steps, requested],
    }),
    `forbidden consumer removed: Account ${SANDBOX} on share summer-campaign`,
  ),
  'A pool is shared without a number that is in it': publishedFinding(
    alertOf(
      opened(POOL, {
        kind: 'uncovered-pool',
        pool: POOL,
        gap: { missing: [{ consumer: '444455556666', members: [NUMBER] }] },
      }),
      'opened',
    ),
    'pool shared without all that is in it: Pool pool-0123456789abcdef0123456789abcdef',
  ),
  'A budget has room again': publishedFinding(
    alertOf(
      {
        ...opened(`arn:aws:sms-voice:us-east-1:${OWNER}:*`, {
          kind: 'budget-used-up',
          subject: {
            arn: `arn:aws:sms-voice:us-east-1:${OWNER}:*`,
            name: `of 20 removals an hour for account ${OWNER}`,
          },
          reason: `the budget of 20 removals an hour for account ${OWNER} is used up`,
          entities: [OWNER],
        }),
        status: 'resolved',
        resolvedAt: '2026-11-02T11:15:00.000Z',
        resolution: 'mended',
      },
      'resolved',
    ),
    'Resolved: budget of removals used up',
  ),
};

function opened(about: string, body: FindingBody): Finding {
  const principal = 'principal' in body ? body.principal : undefined;
  return {
    id: findingId(body.kind, about, principal),
    about,
    owner: OWNER,
    region: 'us-east-1',
    body,
    status: 'open',
    occurrence: 1,
    revision: 1,
    toldRevision: 0,
    toldResolution: false,
    openedAt: '2026-11-02T10:00:03.000Z',
  };
}

function alertOf(finding: Finding, change: Alert['news']['change'], removal?: Alert['removal']): Alert {
  const { id: findingId, about, occurrence, revision } = finding;
  return { finding, news: { findingId, about, change, occurrence, revision }, removal };
}
