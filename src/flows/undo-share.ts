import { consumerOf } from '../core/consumer.ts';
import type { Removal } from '../core/removal.ts';
import { type Association, isOnShare, type ShareSnapshot } from '../core/share.ts';
import { isBackOnShare, type ShareNow, shareDifferences } from '../core/share-differences.ts';
import type { EnforcerAnswer } from '../ports.ts';
import type { Undoing, UndoPorts } from './undo-removal.ts';

/** How a removal from a share is undone, by the share as it is now. */
export async function shareUndoing(removal: Removal, ports: UndoPorts): Promise<Undoing> {
  const now = await shareNow(removal, ports);
  if (!now) {
    const gone = async (): Promise<EnforcerAnswer> => ({ outcome: 'refused', reason: GONE });
    return { reasons: [GONE], isBack: false, act: gone, isShown: async () => GONE };
  }
  const reasons = [...shareDifferences(removal, now), ...(await closedTo(removal, now.share, ports))];
  return {
    reasons,
    isBack: isBackOnShare(removal, now),
    act: async () => isRefused(removal, await asked(removal, now, ports)),
    async isShown() {
      const read = await shareNow(removal, ports);
      if (!read) return GONE;
      return failureOf(removal, read.share) ?? isBackOnShare(removal, read);
    },
  };
}

const GONE = 'the share is gone';

async function shareNow(removal: Removal, { shares }: UndoPorts): Promise<ShareNow | undefined> {
  const { about, act, principal } = removal;
  const share = await shares.read(about);
  if (!share) return undefined;
  const isAboutSources =
    act.kind === 'share-source' ||
    act.kind === 'share-owner-source' ||
    consumerOf(principal).kind === 'service';
  const [permissions, listed] = await Promise.all([
    shares.permissions(about),
    isAboutSources ? shares.sources(about) : [],
  ]);
  return { share, permissions, sources: listed.filter(isOnShare).map(({ entity }) => entity) };
}

/** RAM refuses accounts of other organizations on a share that is closed to them (facts 5.4). */
async function closedTo(
  { act, principal, owner }: Removal,
  { allowsExternal }: ShareSnapshot,
  { directory }: UndoPorts,
): Promise<readonly string[]> {
  const { kind, id } = consumerOf(principal);
  if (act.kind !== 'share-principal' || allowsExternal || kind !== 'account' || id === owner) return [];
  const place = (await directory.places([id], { fresh: true })).get(id);
  return place?.status === 'outside'
    ? [`the share is closed to accounts outside of the organization, and ${id} is one`]
    : [];
}

async function asked(
  { about, act, principal, owner }: Removal,
  { share }: ShareNow,
  { enforcer }: UndoPorts,
): Promise<EnforcerAnswer> {
  switch (act.kind) {
    case 'share-principal':
      return enforcer.associate(about, { principal });
    case 'share-source':
      return enforcer.associate(about, { source: principal });
    case 'share-resources': {
      const there = share.resources.filter(isOnShare).map(({ entity }) => entity);
      return enforcer.associate(about, { resources: act.taken.filter((arn) => !there.includes(arn)) });
    }
    case 'share-owner-source':
      return enforcer.disassociate(about, { source: owner });
    case 'share-member':
      return enforcer.disassociate(about, { resources: [act.member] });
    default:
      throw new Error(`not a change of a share: ${act.kind} of ${about}`);
  }
}

const isAddition = ({ act }: Removal): boolean =>
  act.kind === 'share-member' || act.kind === 'share-owner-source';

/** What is to be put back and is not known any more can't be; what is to be taken off is off. */
const isRefused = (removal: Removal, answer: EnforcerAnswer): EnforcerAnswer =>
  answer.outcome === 'gone' && !isAddition(removal)
    ? { outcome: 'refused', reason: 'RAM knows the share, or what is to be put back on it, no longer' }
    : answer;

/** Why RAM failed to put it back, after it had accepted to. */
function failureOf(
  { act, principal }: Removal,
  { principals, resources, sources = [] }: ShareSnapshot,
): string | undefined {
  const entities = act.kind === 'share-resources' ? act.taken : [principal];
  const isOurs = ({ entity, state }: Association) => state === 'failed' && entities.includes(entity);
  const failed = [...principals, ...resources, ...sources].find(isOurs);
  return (
    failed && `RAM failed to put ${failed.entity} back: ${failed.statusMessage ?? 'it does not say why'}`
  );
}
