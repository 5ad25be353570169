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
  const [first] = selectors.map(held('unknown'));
  const accounts = new Map(
    selectors.flatMap((each) => ('account' in each ? [[each.account, yes(each)]] : [])),
  );
  const ous = new Map(selectors.flatMap((each) => ('ou' in each ? [[each.ou, yes(each)]] : [])));
  const services = new Map(
    selectors.flatMap((each) => ('service' in each ? [[each.service, yes(each)]] : [])),
  );
  const [whole] = selectors.filter((each) => 'organization' in each).map(yes);
  const [placed] = selectors.filter((each) => 'ou' in each || 'organization' in each).map(held('unknown'));

  const byPlace = (id: string, places: Places): Held => {
    if (!placed) return NO;
    const place = places.get(id);
    if (!place || place.status === 'unknown') return placed;
    if (place.status === 'outside') return NO;
    if (whole) return whole;
    const ou = place.path.find((each) => ous.has(each));
    return (ou !== undefined && ous.get(ou)) || NO;
  };

  return (consumer, places) => {
    const { id } = consumer;
    switch (consumer.kind) {
      case 'account':
        return accounts.get(id) ?? byPlace(id, places);
      case 'ou':
        if (consumer.organization !== organization) return NO;
        return ous.get(id) ?? whole ?? byPlace(id, places);
      case 'organization':
        return (id === organization && whole) || NO;
      case 'service':
        return services.get(id) ?? NO;
      case 'everyone':
        return NO;
      case 'unrecognized':
        return first ?? NO;
    }
  };
}

const held =
  (answer: 'yes' | 'unknown') =>
  (selector: ConsumerSelector): Held => ({ answer, selector });
const yes = held('yes');

const NO: Held = { answer: 'no' };

/** What a selector says, for a sentence: `OU ou-ab12-11111111`. */
export function selectorText(selector: ConsumerSelector): string {
  if ('account' in selector) return `account ${selector.account}`;
  if ('ou' in selector) return `OU ${selector.ou}`;
  if ('service' in selector) return `service ${selector.service}`;
  return 'the organization';
}
