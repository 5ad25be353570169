import type { CoverageGap } from '../core/pool-coverage.ts';
import { smsResource } from '../core/resource.ts';
import { type Phrase, phrase } from './phrase.ts';
import { RESOURCE_WORDS } from './resource-words.ts';

/** One line for each account and what it lacks of a pool. */
export function coverageLines({ missing }: CoverageGap): readonly Phrase[] {
  return missing.flatMap(({ consumer, members }) =>
    members.map((member) => phrase`${consumer} lacks ${typeOf(member)} ${nameOf(member)}`),
  );
}

/** One line for each member that was put on a share. */
export function addedLines(
  added: readonly { readonly share: string; readonly member: string }[],
): readonly Phrase[] {
  return added.map(({ share, member }) => phrase`${typeOf(member)} ${nameOf(member)} on share ${share}`);
}

/** Pools may hold things of other types, such as RCS agents. */
function typeOf(member: string): { readonly own: string } {
  const resource = smsResource(member);
  return { own: resource ? WORDS[resource.type] : 'member' };
}

const nameOf = (member: string): string => smsResource(member)?.name ?? member;

const WORDS = { ...RESOURCE_WORDS, 'phone-number': 'number' };
