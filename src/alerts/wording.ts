import type { Alert } from '../core/alert.ts';
import { consumerOf } from '../core/consumer.ts';
import type { Verdict } from '../core/evaluate.ts';
import type { Finding, FindingBody, Resolution } from '../core/finding.ts';
import type { Removal } from '../core/removal.ts';

/** An alert in words, before any channel has dressed it. Names from outside stand in it as they are. */
export interface Wording {
  readonly tone: 'alarm' | 'warning' | 'good';
  /** What happened, in one line. */
  readonly title: string;
  /** Facts by name, in the order in which people need them. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What the facts leave open, a line each, such as consumer × missing member. */
  readonly lines: readonly string[];
}

/** Puts an alert into words. */
export function wordingOf({ finding, news, removal }: Alert): Wording {
  if (news.change === 'resolved') return resolved(finding);
  const { body } = finding;
  if (body.kind === 'uncovered-pool') return uncovered(finding, body, news.change === 'changed');
  return body.kind === 'forbidden-consumer' ? forbidden(finding, body, removal) : undecided(finding, body);
}

type Body<Kind extends FindingBody['kind']> = Extract<FindingBody, { kind: Kind }>;

function forbidden(finding: Finding, body: Body<'forbidden-consumer'>, removal?: Removal): Wording {
  const consumer = consumerName(body.principal);
  const isRemoved = removal?.status === 'requested' || removal?.status === 'done';
  const title = isRemoved
    ? `${consumer} was removed from a share of ${resourcesName(body.resources)}`
    : `${consumer} may not use ${resourcesName(body.resources)}`;
  return {
    tone: isRemoved ? 'warning' : 'alarm',
    title,
    facts: [
      { name: 'Done', value: done(body, removal) },
      ...factsOfShare(finding, body),
      { name: 'Why', value: reasons(body.verdicts) },
    ],
    lines: [],
  };
}

function undecided(finding: Finding, body: Body<'undecided-consumer'>): Wording {
  return {
    tone: 'alarm',
    title: `nobody can say whether ${consumerName(body.principal)} may use ${resourcesName(body.resources)}`,
    facts: [
      { name: 'Done', value: 'nothing: what is unknown is never removed' },
      ...factsOfShare(finding, body),
      { name: 'Why', value: reasons(body.verdicts) },
    ],
    lines: [],
  };
}

function uncovered(finding: Finding, { pool, gap }: Body<'uncovered-pool'>, hasGrown: boolean): Wording {
  const consumers = gap.missing.length === 1 ? '1 consumer' : `${gap.missing.length} consumers`;
  return {
    tone: 'warning',
    title: `${consumers} of pool ${nameOf(pool)} can't use all that is in it${hasGrown ? ', and it became more' : ''}`,
    facts: [
      { name: 'Pool', value: pool },
      ...where(finding),
      { name: 'To do', value: 'share these with the same consumers, or take them out of the pool' },
    ],
    lines: gap.missing.flatMap(({ consumer, members }) => members.map((member) => `${consumer} × ${member}`)),
  };
}

function resolved(finding: Finding): Wording {
  const { body } = finding;
  const why = RESOLUTIONS[finding.resolution ?? 'gone'];
  if (body.kind === 'uncovered-pool') {
    const title = `resolved: pool ${nameOf(body.pool)}, ${why}`;
    return { tone: 'good', title, facts: [{ name: 'Pool', value: body.pool }, ...where(finding)], lines: [] };
  }
  const title = `resolved: ${consumerName(body.principal)}, ${why}`;
  return { tone: 'good', title, facts: factsOfShare(finding, body), lines: [] };
}

const RESOLUTIONS: Readonly<Record<Resolution, string>> = {
  removed: 'it was removed from the share',
  'removed-late': 'it was removed from the share after all',
  gone: 'it is gone, and not by our doing',
  allowed: 'the guardrails allow it now',
  covered: 'every consumer can use all that is in it',
  unshared: 'it is not shared any more',
};

function done({ remedy }: Body<'forbidden-consumer'>, removal?: Removal): string {
  if (remedy.action === 'observe') return 'nothing: it would be removed, but the guardrail only observes';
  if (remedy.action === 'refuse') return `not removed: ${remedy.reason}; a person is needed`;
  const reason = removal?.steps.at(-1)?.reason ?? '';
  if (removal?.status === 'requested')
    return 'removed from the share: RAM accepted it, and it will be read back';
  if (removal?.status === 'done') return 'removed from the share, and read back';
  if (removal?.status === 'waiting')
    return `not removed yet: ${reason}; it is tried again until RAM takes it`;
  if (removal?.status === 'refused') return `not removed: ${reason}; a person is needed`;
  return 'its removal is on record and about to be made';
}

function factsOfShare(finding: Finding, body: Body<'forbidden-consumer' | 'undecided-consumer'>) {
  const { actor } = finding;
  return [
    { name: body.resources.length === 1 ? 'Resource' : 'Resources', value: body.resources.join('\n') },
    { name: 'Consumer', value: body.principal },
    { name: 'Share', value: `${oneLine(body.share.name)}\n${body.share.arn}` },
    ...where(finding),
    { name: 'Shared by', value: oneLine(actor?.arn ?? 'unknown: the event did not say') },
  ];
}

function where({ owner, region }: Finding) {
  return [{ name: 'Owner', value: `${owner}, ${region}` }];
}

function reasons(verdicts: readonly Verdict[]): string {
  return [...new Set(verdicts.map(({ reason }) => reason))].join('\n');
}

/** What people named must not look like a line of ours. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const nameOf = (arn: string): string => arn.split('/').slice(1).join('/') || arn;

function resourcesName([first = 'nothing', ...others]: readonly string[]): string {
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${first.split(':').at(-1)}${more}`;
}

function consumerName(principal: string): string {
  const { kind, id } = consumerOf(principal);
  const words = {
    account: 'account',
    ou: 'OU',
    organization: 'organization',
    service: 'service',
    unrecognized: 'principal',
  };
  return `${words[kind]} ${id}`;
}
