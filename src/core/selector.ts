import type { Consumer } from './consumer.ts';
import type { ConsumerSelector } from './guardrail.ts';
import { type Answer, isInsideOrganization, isInsideOu, type Places } from './organization.ts';

/** Does the selector hold the consumer? An account is inside an OU by its path, not by RAM's `external` flag. */
export function selects(
  selector: ConsumerSelector,
  consumer: Consumer,
  places: Places,
  organization: string,
): Answer {
  if (consumer.kind === 'unrecognized') return 'unknown';
  if ('account' in selector) return yesIf(consumer.kind === 'account' && consumer.id === selector.account);
  if ('service' in selector) return yesIf(consumer.kind === 'service' && consumer.id === selector.service);
  if (consumer.kind === 'service') return 'no';
  if (consumer.kind === 'organization')
    return yesIf('organization' in selector && consumer.id === organization);
  if (consumer.kind === 'ou' && consumer.organization !== organization) return 'no';
  if ('ou' in selector) return isInsideOu(consumer.id, selector.ou, places);
  return consumer.kind === 'ou' ? 'yes' : isInsideOrganization(consumer.id, places);
}

const yesIf = (condition: boolean): Answer => (condition ? 'yes' : 'no');

/** What a selector says, for a sentence: `OU ou-ab12-11111111`. */
export function selectorText(selector: ConsumerSelector): string {
  if ('account' in selector) return `account ${selector.account}`;
  if ('ou' in selector) return `OU ${selector.ou}`;
  if ('service' in selector) return `service ${selector.service}`;
  return 'the organization';
}
