/**
 * What Organizations says of an account or an OU now.
 * `path` is the chain of ids from the root down, without the account itself: `['r-ab12', 'ou-ab12-…']`.
 * `isInactive`: the account is suspended or closed, or on its way there. `outside` is a definite answer
 * (AccountNotFound), and `hasLeft` that it is known to have been inside; `unknown` is no answer, and never a ground to
 * remove or to trust.
 */
export type Place =
  | { readonly status: 'inside'; readonly path: readonly string[]; readonly isInactive?: true | undefined }
  | { readonly status: 'outside'; readonly hasLeft?: true | undefined }
  | { readonly status: 'unknown'; readonly reason: string };

/** Places of the consumers at hand, by account id or OU id. What is not in the map was not asked for: unknown. */
export type Places = ReadonlyMap<string, Place>;

/** Yes, no, or nobody can say. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Is the account or OU inside this OU (or is it the OU itself)? */
export function isInsideOu(id: string, ou: string, places: Places): Answer {
  if (id === ou) return 'yes';
  const place = places.get(id);
  if (!place || place.status === 'unknown') return 'unknown';
  return place.status === 'inside' && place.path.includes(ou) ? 'yes' : 'no';
}

/** Is the account or OU anywhere in the organization? */
export function isInsideOrganization(id: string, places: Places): Answer {
  const place = places.get(id);
  if (!place || place.status === 'unknown') return 'unknown';
  return place.status === 'inside' ? 'yes' : 'no';
}

/** Reads a path of Organizations, `o-…/r-…/ou-…/…/111122223333/`, segment by segment (facts 7.1). */
export function pathFrom(text: string): readonly string[] {
  return text.split('/').filter((segment) => /^(r|ou)-/.test(segment));
}
