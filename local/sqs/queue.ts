import type { Message, NewMessage, ReceivedMessage } from './message.ts';
import type { Settings } from './settings.ts';

/** `too-long`: a message stays out of sight for 12 hours at most, counted from its receive. */
export type VisibilityChange = 'changed' | 'not-in-flight' | 'too-long';

/** How many messages a queue holds, by what becomes of them. */
export interface Depth {
  readonly visible: number;
  /** Received and not deleted. */
  readonly inFlight: number;
  readonly delayed: number;
}

/** One standard queue: delay, visibility timeout, retention and redrive on the virtual clock. */
export interface Queue {
  readonly arn: string;
  settings(): Settings;
  changeSettings(settings: Settings): void;
  readonly tags: Map<string, string>;
  /** Virtual time, milliseconds. */
  readonly createdAt: number;
  modifiedAt(): number;
  send(message: NewMessage): Message;
  /** Takes over a message that another queue gives up. */
  accept(message: Message): void;
  /** Takes up to `max` messages out of sight. What was received too often goes to the dead-letter queue instead. */
  receive(max: number, visibilitySeconds?: number): readonly ReceivedMessage[];
  /** Nothing happens for a handle that is not the message's latest, or when the message is gone. */
  delete(receiptHandle: string): void;
  /** Another visibility timeout from now on. */
  changeVisibility(receiptHandle: string, seconds: number): VisibilityChange;
  /** Takes all visible and delayed messages out, oldest first. */
  drain(): readonly Message[];
  purge(): void;
  depth(): Depth;
  /**
   * Calls the listener, in a turn of its own, when messages have become visible; soon, when there are some now.
   * A `consumer` promises to receive them all: visible messages of its queue then count as work in flight.
   */
  onVisible(listener: () => void, role: 'consumer' | 'watcher'): () => void;
}
