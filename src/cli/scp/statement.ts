/** A statement of a service control policy. Those of Sharewarden only deny. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Action: readonly string[];
  readonly Resource: '*';
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A service control policy, as Organizations takes it. */
export interface ServiceControlPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What no policy prevents, so that it is left to be found: `about` a guardrail by its id, or a part of the file. */
export interface Note {
  readonly about: string;
  readonly reason: string;
}

/** Calls that bring a principal into a share. Taking one off is never denied. */
export const SHARING = ['ram:AssociateResourceShare', 'ram:CreateResourceShare'] as const;
