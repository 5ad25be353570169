import type { Actor, Finding, Where } from '../core/finding.ts';
import { toolOf } from '../core/tool.ts';
import type { Fact } from './fact.ts';
import { type Phrase, phrase } from './phrase.ts';
import { isOfNumber } from './resource-words.ts';
import { STATE_WORDS } from './state-words.ts';

/** Which things, whose, and who changed them. */
export function whereFacts({ body, owner, region, actor }: Finding): readonly Fact[] {
  const account = { label: 'Owner account', lines: [phrase`${owner} in ${region}`] };
  if (body.kind === 'uncovered-pool') {
    const label = isOfNumber(body.pool) ? 'Number' : 'Pool';
    return [{ label, lines: [phrase`${body.pool}`] }, account];
  }
  if ('entities' in body) {
    const { subject, kind } = body;
    const { of } = STATE_WORDS[kind];
    const lines =
      of === 'Share' ? [phrase`${subject.name}`, phrase`${subject.arn}`] : [phrase`${subject.arn}`];
    const changed = actor ? [{ label: 'Last changed by', lines: [actorPhrase(actor)] }] : [];
    return [{ label: of, lines }, account, ...changed];
  }
  return [...placeFacts(body), account, { label: 'Shared by', lines: [actorPhrase(actor)] }];
}

/** A policy is that of the one resource which it gives. */
function placeFacts({ share, policy, resources }: Where & { readonly resources: readonly string[] }) {
  const lines = (texts: readonly string[]) => texts.map((text) => phrase`${text}`);
  if (policy) return [{ label: 'Policy', lines: lines([policy.resource, ...policy.statements]) }];
  const given = { label: 'Resources', lines: lines(resources) };
  return share ? [given, { label: 'Share', lines: lines([share.name, share.arn]) }] : [given];
}

/** The call is named too: the last change of a share need not be the one that brought the consumer in. */
function actorPhrase(actor: Actor | undefined): Phrase {
  if (!actor) return phrase`unknown: the event did not say`;
  const { arn, eventName, at, userAgent } = actor;
  const call = eventName ? phrase` by ${eventName}` : [];
  const time = eventName && at ? phrase` at ${at}` : [];
  const tool = toolOf(userAgent);
  return [...phrase`${arn}`, ...call, ...time, ...(tool ? phrase`, with ${{ own: tool }}` : [])];
}
