import type { FindingBody, FindingDraft, News } from '../../src/core/finding.ts';
import type { Removal, RemovalStatus, RemovalStep } from '../../src/core/removal.ts';
import { type Association, associationState, type ShareSnapshot } from '../../src/core/share.ts';

export const OWNER = '111122223333';
export const REGION = 'us-east-1';
export const SHARE = `arn:aws:ram:${REGION}:${OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d30000001`;
export const POOL = smsArn('pool/pool-01');

export function smsArn(path: string): string {
  return `arn:aws:sms-voice:${REGION}:${OWNER}:${path}`;
}

/** The n-th second of a day. */
export const at = (second: number): string => new Date(Date.UTC(2026, 10, 2) + second * 1000).toISOString();

export function association(entity: string, status = 'ASSOCIATED'): Association {
  return { entity, status, state: associationState(status) };
}

export function aShare(own: Partial<ShareSnapshot> = {}): ShareSnapshot {
  return {
    arn: SHARE,
    name: 'numbers',
    owner: OWNER,
    region: REGION,
    principals: [association('444455556666')],
    resources: [association(POOL)],
    featureSet: 'STANDARD',
    allowsExternal: true,
    retainsOnLeave: false,
    readAt: at(0),
    ...own,
  };
}

export function aForbiddenConsumer(
  own: { principal?: string; resources?: readonly string[] } = {},
): FindingBody {
  const { principal = '999988887777', resources = [POOL] } = own;
  return {
    kind: 'forbidden-consumer',
    share: { arn: SHARE, name: 'numbers' },
    principal,
    resources,
    verdicts: resources.map((resource) => ({
      decision: 'forbidden',
      resource,
      consumer: principal,
      guardrail: 'inside-only',
      mode: 'enforce',
      reason: 'inside-only allows only the organization',
    })),
    remedy: { action: 'remove' },
  };
}

export function aDraft(own: Partial<FindingDraft> = {}): FindingDraft {
  return {
    id: `forbidden-consumer|${SHARE}|999988887777`,
    about: SHARE,
    owner: OWNER,
    region: REGION,
    body: aForbiddenConsumer(),
    ...own,
  };
}

export function someNews(own: Partial<News> = {}): News {
  const { id: findingId, about } = aDraft();
  return { findingId, about, change: 'opened', occurrence: 1, revision: 1, ...own };
}

export const aStep = (status: RemovalStatus, second: number, reason = 'a reason'): RemovalStep => ({
  status,
  reason,
  at: at(second),
  actor: 'sharewarden',
  event: 'sweep',
});

export function aRemoval(own: Partial<Removal> = {}): Removal {
  const { id, body } = aDraft();
  if (body.kind !== 'forbidden-consumer') throw new Error('the draft is of a forbidden consumer');
  const { share, principal, resources, verdicts } = body;
  return {
    id: `${id}|1`,
    findingId: id,
    occurrence: 1,
    about: own.share?.arn ?? SHARE,
    act: { kind: 'share-principal', before: { resources: [POOL], sources: [], permissions: [] } },
    share,
    owner: OWNER,
    region: REGION,
    principal,
    resources,
    verdicts,
    status: 'planned',
    attempts: 0,
    steps: [aStep('planned', 0, 'inside-only allows only the organization')],
    ...own,
  };
}
