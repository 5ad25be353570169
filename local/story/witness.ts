import { setTimeout as pause } from 'node:timers/promises';
import type { SlackMessage } from '../control/slack-inbox.ts';

/** Reads what has become of things, over the control API. */
export interface Witness {
  slack(): Promise<readonly SlackMessage[]>;
  removals(): Promise<readonly Kept[]>;
  findings(): Promise<readonly Kept[]>;
  /** Waits until nothing is in flight. Throws when that takes too long. */
  idle(): Promise<void>;
}

/** A record of the service, read as anybody would: no member is certain. */
export type Kept = Readonly<Record<string, unknown>>;

export function witness(endpoint: string): Witness {
  return {
    slack: () => ask('slack'),
    removals: () => ask('removals'),
    findings: () => ask('findings'),
    idle: async () => {
      await ask('idle', { method: 'POST', body: JSON.stringify({ timeoutSeconds: PATIENCE_MS / 1000 }) });
    },
  };

  async function ask<T>(route: string, init?: RequestInit): Promise<T> {
    const response = await fetch(`${endpoint}/_local/${route}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`/_local/${route} answered ${response.status}: ${text.trim()}`);
    return JSON.parse(text) as T; // the control API's own answer, whose shape is that of its routes
  }
}

/**
 * Reads again and again until there is something.
 *
 * @param read `undefined`: not yet.
 * @throws after 30 seconds of the machine's time, naming what was waited for.
 */
export async function until<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await read();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`waited ${PATIENCE_MS / 1000} seconds in vain: ${what}`);
    await pause(100);
  }
}

const PATIENCE_MS = 30_000;
