import type { Consumer } from './consumer.ts';
import type { ConsumerSelector } from './guardrail.ts';
import type { Places } from './organization.ts';

/** Whether a list of selectors holds a consumer, and the entry that says so. */
export type Held =
  | { readonly answer: 'yes' | 'unknown'; readonly selector: ConsumerSelector }
  | { readonly answer: 'no' };
export type Holder = (consumer: Consumer, places: Places) => Held;

/**
 * Makes a list of selectors into sets, so that a long list answers as fast as a short one. An account is inside an OU by
 * its path, not by RAM's `external` flag; an OU or organization is held as a whole or not at all.
 */
export function holderOf(selectors: readonly ConsumerSelector[], organization: string): Holder {
  const [first] = selectors;
  const accounts = new Set(selectors.flatMap((each) => ('account' in each ? [each.account] : [])));
  const ous = new Set(selectors.flatMap((each) => ('ou' in each ? [each.ou] : [])));
  const services = new Set(selectors.flatMap((each) => ('service' in each ? [each.service] : [])));
  const whole = selectors.find((each) => 'organization' in each);
  const placed = selectors.find((each) => 'ou' in each || 'organization' in each);

  const byPlace = (id: string, places: Places): Held => {
    if (!placed) return NO;
    const place = places.get(id);
    if (!place || place.status === 'unknown') return { answer: 'unknown', selector: placed };
    if (place.status === 'outside') return NO;
    if (whole) return { answer: 'yes', selector: whole };
    const ou = place.path.find((each) => ous.has(each));
    return ou ? { answer: 'yes', selector: { ou } } : NO;
  };

  return (consumer, places) => {
    const { id } = consumer;
    switch (consumer.kind) {
      case 'account':
        return accounts.has(id) ? { answer: 'yes', selector: { account: id } } : byPlace(id, places);
      case 'ou':
        if (consumer.organization !== organization) return NO;
        if (ous.has(id)) return { answer: 'yes', selector: { ou: id } };
        return whole ? { answer: 'yes', selector: whole } : byPlace(id, places);
      case 'organization':
        return whole && id === organization ? { answer: 'yes', selector: whole } : NO;
      case 'service':
        return services.has(id) ? { answer: 'yes', selector: { service: id } } : NO;
      case 'everyone':
        return NO;
      case 'unrecognized':
        return first ? { answer: 'unknown', selector: first } : NO;
    }
  };
}

const NO: Held = { answer: 'no' };

/** What a selector says, for a sentence: `OU ou-ab12-11111111`. */
export function selectorText(selector: ConsumerSelector): string {
  if ('account' in selector) return `account ${selector.account}`;
  if ('ou' in selector) return `OU ${selector.ou}`;
  if ('service' in selector) return `service ${selector.service}`;
  return 'the organization';
}
