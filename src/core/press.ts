import type { MessagePlace } from './told-message.ts';

/** A button of a message that somebody pressed in Slack. */
export interface Press {
  /** Id of the workspace. */
  readonly team: string;
  /** Id of whoever pressed it. */
  readonly user: string;
  readonly place: MessagePlace;
  readonly actionId: string;
  readonly value: string | undefined;
}
