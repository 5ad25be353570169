/** What a message asks for: a subject to look at, nothing that matters here (with the reason), or no sense at all. */
export type Reading<Subject> =
  | { readonly subject: Subject }
  | { readonly ignored: string }
  | { readonly malformed: string };

/** The account and Region that Sharewarden runs in, and the roles by which it changes shares itself. */
export interface Own {
  readonly ownRoleArns: readonly string[];
}
