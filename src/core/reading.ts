/** What a message asks for: a subject to look at, nothing that matters here (with the reason), or no sense at all. */
export type Reading<Subject> =
  | { readonly subject: Subject }
  | { readonly ignored: string }
  | { readonly malformed: string };

/** The roles by which Sharewarden changes shares itself: events of its own calls are echoes. */
export interface Own {
  readonly ownRoleArns: readonly string[];
}
