import { isPartOfEveryone } from './consumer.ts';
import type { Remedy } from './finding.ts';
import type { Guardrails } from './guardrail.ts';
import type { Judgement } from './judge.ts';
import { smsResource } from './resource.ts';
import { isOnShare, type ShareSnapshot } from './share.ts';

/** What may be done about a forbidden consumer of a resource policy. */
export function remedyInPolicy({ consumer, verdicts }: Pick<Judgement, 'consumer' | 'verdicts'>): Remedy {
  if (isObserved(verdicts)) return { action: 'observe' };
  if (!isPartOfEveryone(consumer)) return { action: 'remove' };
  const reason = 'it is let in as everyone, whom a Deny narrows: taking everyone out would cut others too';
  return { action: 'refuse', reason };
}

/**
 * What may be done about a forbidden consumer of a share. Taking a principal off the share takes away all that the share
 * holds, so a share that also holds resources of other services is left to a person, unless the guardrail file has the
 * SMS resources taken off instead.
 *
 * @param judgements of all consumers of the share.
 */
export function remedyOnShare(
  share: ShareSnapshot,
  { consumer, verdicts, through }: Pick<Judgement, 'consumer' | 'verdicts' | 'through'>,
  judgements: readonly Judgement[],
  { shares, groups }: Pick<Guardrails, 'shares' | 'groups'>,
): Remedy {
  if (isObserved(verdicts)) return { action: 'observe' };
  const isGroup = consumer.kind === 'ou' || consumer.kind === 'organization';
  if (isGroup && groups.forbiddenGroup === 'tell') {
    return {
      action: 'refuse',
      reason: 'every account in it would lose the resources (groups.forbiddenGroup)',
    };
  }
  if (groups.lastConsumer === 'tell' && judgements.every(({ decision }) => GOING.includes(decision))) {
    return { action: 'refuse', reason: 'nobody would be left on the share (groups.lastConsumer)' };
  }
  if (share.featureSet !== 'STANDARD') {
    const reason = 'the share was made from a resource policy, which RAM does not change';
    return { action: 'refuse', reason };
  }
  const sources = share.sources?.filter(isOnShare) ?? [];
  if (through !== undefined && sources.length < 2) {
    const reason = `it is the only source of ${through}, and RAM keeps at least one`;
    return { action: 'refuse', reason };
  }
  const others = share.resources.filter(isOnShare).filter(({ entity }) => !smsResource(entity));
  if (others.length === 0) return { action: 'remove' };
  if (shares.mixedWithOtherServices === 'remove-sms') {
    return { action: 'remove-resources', resources: verdicts.map(({ resource }) => resource) };
  }
  const what = others.length === 1 ? others[0]?.entity : `${others.length} resources`;
  return { action: 'refuse', reason: `the share also gives it ${what} of other services` };
}

const GOING: readonly Judgement['decision'][] = ['forbidden', 'ending'];

/** Every guardrail that forbids it only observes. */
const isObserved = (verdicts: Judgement['verdicts']): boolean =>
  verdicts.every(({ mode }) => mode === 'observe');
