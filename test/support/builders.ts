import { consumerOf } from '../../src/core/consumer.ts';
import type { Verdict } from '../../src/core/evaluate.ts';
import { type Finding, type FindingDraft, findingId } from '../../src/core/finding.ts';
import type { Grant } from '../../src/core/grant.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../../src/core/guardrail.ts';
import { type Removal, removalId } from '../../src/core/removal.ts';
import { smsResource } from '../../src/core/resource.ts';
import { type Association, associationState, type ShareSnapshot } from '../../src/core/share.ts';

export const OWNER = '111122223333';
export const ALLOWED = '444455556666';
export const SANDBOX = '555566667777';
export const OUTSIDER = '999988887777';
export const MANAGEMENT = '123456789012';
export const REGION = 'us-east-1';
export const SCOPE = { account: OWNER, region: REGION };
export const NOW = '2026-11-02T10:00:00.000Z';
export const SHARE = `arn:aws:ram:${REGION}:${OWNER}:resource-share/7ab63972-b505-7e2a-420d-6f5d3e000001`;
export const NUMBER = smsArn('phone-number/phone-0123456789abcdef0123456789abcdef');
export const POOL = smsArn('pool/pool-0123456789abcdef0123456789abcdef');
export const SENDER_ID = smsArn('sender-id/ACME/GB');
export const OPT_OUT_LIST = smsArn('opt-out-list/marketing');
export const SUBNET = `arn:aws:ec2:${REGION}:${OWNER}:subnet/subnet-0123456789abcdef0`;

export function smsArn(path: string): string {
  return `arn:aws:sms-voice:${REGION}:${OWNER}:${path}`;
}

/** Entities by name (`ASSOCIATED`), or with RAM's status behind an `=`: `999988887777=ASSOCIATING`. */
export function associations(entities: readonly string[]): readonly Association[] {
  return entities.map((text) => {
    const [entity = '', status = 'ASSOCIATED'] = text.split('=');
    return { entity, status, state: associationState(status) };
  });
}

export interface ShareParts {
  readonly arn?: string;
  readonly name?: string;
  readonly principals?: readonly string[];
  readonly resources?: readonly string[];
  readonly sources?: readonly string[];
  readonly featureSet?: string;
  readonly allowsExternal?: boolean;
  readonly retainsOnLeave?: boolean;
  readonly readAt?: string;
}

export function aShare({
  principals = [ALLOWED],
  resources = [NUMBER],
  sources,
  ...parts
}: ShareParts = {}): ShareSnapshot {
  return {
    arn: SHARE,
    name: 'campaign',
    owner: OWNER,
    region: REGION,
    featureSet: 'STANDARD',
    allowsExternal: false,
    retainsOnLeave: false,
    readAt: NOW,
    ...parts,
    ...(sources && { sources: associations(sources) }),
    principals: associations(principals),
    resources: associations(resources),
  };
}

export function aGrant(parts: { resource?: string; consumer?: string; state?: Grant['state'] } = {}): Grant {
  const resource = smsResource(parts.resource ?? NUMBER);
  if (!resource) throw new Error(`not an SMS resource: ${parts.resource}`);
  return {
    resource,
    consumer: consumerOf(parts.consumer ?? ALLOWED),
    via: { kind: 'resource-share', shareArn: SHARE },
    state: parts.state ?? 'active',
  };
}

/** Only the allowed account may use anything, unless the parts say otherwise. */
export function someGuardrails(parts: Partial<Guardrails> = {}): Guardrails {
  return {
    organization: 'o-exampleorgid',
    mode: 'enforce',
    guardrails: [{ id: 'only-campaigns', allow: [{ account: ALLOWED }] }],
    ...GUARDRAIL_DEFAULTS,
    ...parts,
  };
}

export function aVerdict(parts: Partial<Verdict> = {}): Verdict {
  return {
    decision: 'forbidden',
    resource: NUMBER,
    consumer: OUTSIDER,
    guardrail: 'only-campaigns',
    mode: 'enforce',
    reason: 'only-campaigns allows only account 444455556666',
    ...parts,
  };
}

export function aDraft(parts: Partial<FindingDraft> = {}): FindingDraft {
  return {
    id: findingId('forbidden-consumer', SHARE, OUTSIDER),
    about: SHARE,
    owner: OWNER,
    region: REGION,
    body: {
      kind: 'forbidden-consumer',
      share: { arn: SHARE, name: 'campaign' },
      principal: OUTSIDER,
      resources: [NUMBER],
      verdicts: [aVerdict()],
      remedy: { action: 'remove' },
    },
    ...parts,
  };
}

export function aFinding(parts: Partial<Finding> = {}): Finding {
  const open = {
    status: 'open',
    occurrence: 1,
    revision: 1,
    toldRevision: 0,
    toldResolution: false,
  } as const;
  return { ...aDraft(), ...open, openedAt: NOW, ...parts };
}

export function aRemoval(parts: Partial<Removal> = {}): Removal {
  const finding = aFinding();
  const status = parts.status ?? 'planned';
  return {
    id: removalId(finding),
    findingId: finding.id,
    occurrence: 1,
    about: SHARE,
    act: { kind: 'share-principal' },
    share: { arn: SHARE, name: 'campaign' },
    owner: OWNER,
    region: REGION,
    principal: OUTSIDER,
    resources: [NUMBER],
    verdicts: [aVerdict()],
    status,
    attempts: 0,
    steps: [{ status, at: NOW, reason: 'only-campaigns allows only account 444455556666' }],
    ...parts,
  };
}
