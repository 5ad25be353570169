import { ACCOUNT, OU } from '../forms.ts';
import type { Contradiction } from './contradiction.ts';
import { entries, member } from './unvalidated.ts';

/**
 * Cases that put somebody somewhere who can't be there: only accounts and OUs are in an organization, and only an account
 * inside is suspended.
 *
 * @param file the file of cases as YAML reads it, not validated.
 */
export function casesAstray(file: unknown): readonly Contradiction[] {
  return entries(member(file, 'cases')).flatMap((each, index) => {
    const given = member(each, 'given');
    const [consumer, where] = [member(given, 'consumer'), member(given, 'in')];
    const isSuspended = member(given, 'suspended') === true;
    const at = (key: string, message: string) => [{ path: ['cases', index, 'given', key], message }];
    if (typeof consumer !== 'string') return [];
    if (where !== undefined && !ACCOUNT.test(consumer) && !OU.test(consumer))
      return at('in', `in says where an account or an OU is: ${JSON.stringify(consumer)} is neither`);
    if (isSuspended && !ACCOUNT.test(consumer))
      return at('suspended', `suspended is said of an account: ${JSON.stringify(consumer)} is none`);
    if (isSuspended && (where === undefined || where === 'outside' || where === 'unknown'))
      return at('suspended', 'suspended is said of an account inside: in takes an OU or organization then');
    return [];
  });
}
