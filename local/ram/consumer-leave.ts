import type { Association } from './association.ts';
import { itemsOf, type Wanted } from './association-plan.ts';
import { notPermitted } from './errors.ts';
import { typeOf } from './resource-types.ts';

/**
 * May a consumer leave the share? Only by itself, when it was shared with directly, and when all that is shared is of
 * the types that can be left; sms-voice has none (facts 5.9). The text is our own.
 *
 * @throws AwsError OperationNotPermittedException
 */
export function checkLeave(present: readonly Association[], wanted: Wanted, account: string): void {
  const isDirect = present.some(({ kind, entity }) => kind === 'PRINCIPAL' && entity === account);
  const canBeLeft = present
    .filter(({ kind }) => kind === 'RESOURCE')
    .every(({ entity }) => typeOf(entity)?.canBeLeft);
  const isItself = itemsOf(wanted).every(({ kind, entity }) => kind === 'PRINCIPAL' && entity === account);
  if (!isDirect || !canBeLeft || !isItself) {
    throw notPermitted('You are not permitted to leave this resource share.');
  }
}
