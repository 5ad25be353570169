import type { Actor } from './finding.ts';

/** The role behind a session, or the user: the sessions of a role are one actor. `undefined`: no event tells. */
export const nameOfActor = (actor: Actor | undefined): string | undefined =>
  actor?.arn.replace(/^(arn:[^:]+:)sts(::\d{12}:)assumed-role\/([^/]+)\/.*/, '$1iam$2role/$3');

/** Nobody whom events name is the same as nobody. */
export const isSameActor = (one: Actor | undefined, other: Actor | undefined): boolean =>
  nameOfActor(one) === nameOfActor(other);
