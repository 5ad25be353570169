/** A message in Slack that can be brought up to date: by the id of its channel, and the time by which Slack knows it. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** The finding that a message tells of. */
export interface ToldOf {
  readonly about: string;
  readonly findingId: string;
  readonly occurrence: number;
}
