import { consumerOf } from '../../src/core/consumer.ts';
import type { Verdict } from '../../src/core/evaluate.ts';
import { type Finding, type FindingDraft, findingId } from '../../src/core/finding.ts';
import { type Grant, grantsOf } from '../../src/core/grant.ts';
import { GUARDRAIL_DEFAULTS, type Guardrails } from '../../src/core/guardrail.ts';
import { judge, judgeOf, NOTHING_KNOWN } from '../../src/core/judge.ts';
import {
  type Act,
  type Removal,
  type RemovalStatus,
  type RemovalStep,
  removalId,
  SHAREWARDEN,
  type ShareBefore,
} from '../../src/core/removal.ts';
import { type SmsResource, smsResource } from '../../src/core/resource.ts';
import { type Association, associationState, type ShareSnapshot } from '../../src/core/share.ts';
import type { Subject } from '../../src/core/subject.ts';
import type { PolicyCase, PoolCase, ShareCase } from '../../src/guardrails/rule.ts';

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
export const SNS = 'sns.amazonaws.com';
export const CAMPAIGNS = 'ou-ab12-11111111';
export const CAMPAIGNS_OU = `arn:aws:organizations::${MANAGEMENT}:ou/o-exampleorgid/${CAMPAIGNS}`;
export const SUBNET = `arn:aws:ec2:${REGION}:${OWNER}:subnet/subnet-0123456789abcdef0`;

export function smsArn(path: string): string {
  return `arn:aws:sms-voice:${REGION}:${OWNER}:${path}`;
}

/** A look at resources, as events and re-checks ask for it. */
export function aLook(
  parts: Partial<Extract<Subject, { readonly kind: 'resources' }>> = {},
): Extract<Subject, { readonly kind: 'resources' }> {
  return { kind: 'resources', scope: SCOPE, arns: [], policies: [], changes: [], isRecheck: false, ...parts };
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

export function aResource(arn = NUMBER): SmsResource {
  const resource = smsResource(arn);
  if (!resource) throw new Error(`not an SMS resource: ${arn}`);
  return resource;
}

/** ARNs and principals by the words for them. */
export interface GrantParts extends Partial<Omit<Grant, 'resource' | 'consumer' | 'via'>> {
  readonly resource?: string;
  readonly consumer?: string;
  readonly through?: string;
}

export function aGrant({ resource, consumer = ALLOWED, through, ...parts }: GrantParts = {}): Grant {
  return {
    resource: aResource(resource),
    consumer: consumerOf(consumer),
    via: { kind: 'resource-share', shareArn: SHARE, ...(through !== undefined && { through }) },
    state: 'active',
    ...parts,
  };
}

/** A grant of the policy of a number. */
export function aPolicyGrant({
  statement = 'Campaigns',
  through,
  ...parts
}: GrantParts & { readonly statement?: string } = {}): Grant {
  const via = { kind: 'resource-policy', statement, ...(through !== undefined && { through }) } as const;
  return { ...aGrant(parts), via };
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

/** What the guardrails say of a share's consumers before Organizations is asked. */
export const judgements = (share: ShareParts, guardrails: Partial<Guardrails> = {}) =>
  judge(grantsOf(aShare(share)), judgeOf(someGuardrails(guardrails)), NOTHING_KNOWN, NOW);

/** A share with nothing wrong, as the rules see it. */
export function aShareCase(parts: Partial<ShareCase> = {}): ShareCase {
  const share = parts.share ?? aShare();
  const grants = grantsOf(share);
  const known = parts.known ?? NOTHING_KNOWN;
  const file = parts.file ?? someGuardrails();
  return {
    share,
    grants,
    judgements: judge(grants, judgeOf(file), known, NOW),
    known,
    file,
    now: NOW,
    ...parts,
  };
}

/** A resource policy with nothing wrong, as the rules see it. */
export function aPolicyCase(parts: Partial<PolicyCase> = {}): PolicyCase {
  const grants = parts.grants ?? [aPolicyGrant()];
  const file = parts.file ?? someGuardrails();
  return {
    resource: aResource(),
    grants,
    judgements: judge(grants, judgeOf(file), NOTHING_KNOWN, NOW),
    file,
    now: NOW,
    ...parts,
  };
}

/** A shared pool with nothing wrong, as the rules see it. */
export function aPoolCase(parts: Partial<PoolCase> = {}): PoolCase {
  return {
    pool: { arn: POOL, members: [NUMBER, SENDER_ID], optOutList: OPT_OUT_LIST, readAt: NOW },
    gap: { missing: [] },
    isShared: true,
    file: someGuardrails(),
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

/** What the share of `aShare` gave before it was changed. */
export const BEFORE: ShareBefore = { resources: [NUMBER], sources: [], permissions: [] };
export const TAKE_OFF: Act = { kind: 'share-principal', before: BEFORE };

/** Sharewarden, because of an event, at a time. */
export const aStamp = (at = NOW) => ({ at, actor: SHAREWARDEN, event: 'AssociateResourceShare 1' });
export const aStep = (status: RemovalStatus, at = NOW, reason = 'forbidden'): RemovalStep => ({
  status,
  reason,
  ...aStamp(at),
});

/** How a removal that is over came to that. */
const BEFORE_IT: Partial<Record<RemovalStatus, readonly RemovalStatus[]>> = {
  done: ['planned', 'requested'],
  undone: ['planned', 'requested', 'done'],
};
export const stepsTo = (status: RemovalStatus, reason: string): readonly RemovalStep[] =>
  [...(BEFORE_IT[status] ?? []), status].map((each) => aStep(each, NOW, reason));

export function aRemoval(parts: Partial<Removal> = {}): Removal {
  const finding = aFinding();
  const status = parts.status ?? 'planned';
  return {
    id: removalId(finding),
    findingId: finding.id,
    occurrence: 1,
    about: SHARE,
    act: TAKE_OFF,
    share: { arn: SHARE, name: 'campaign' },
    owner: OWNER,
    region: REGION,
    principal: OUTSIDER,
    resources: [NUMBER],
    verdicts: [aVerdict()],
    status,
    attempts: 0,
    steps: stepsTo(status, 'only-campaigns allows only account 444455556666'),
    ...parts,
  };
}
