import type { World } from '../world.ts';
import { type Entry, messageIdOf, newEntry, newReceiptHandle, received } from './entry.ts';
import type { Message, ReceivedMessage } from './message.ts';
import type { Queue } from './queue.ts';
import { numberOf, redriveOf, type Settings } from './settings.ts';

export interface QueueOptions {
  readonly arn: string;
  readonly world: World;
  readonly settings: Settings;
  /** Finds the dead-letter queue. */
  readonly queueAt: (arn: string) => Queue | undefined;
}

export function createQueue({ arn, world, settings: initial, queueAt }: QueueOptions): Queue {
  const { clock } = world;
  const createdAt = clock.now();
  const kept = new Map<string, Entry>();
  /** In the order in which they became visible. */
  const visible = new Set<Entry>();
  const listeners = new Set<() => void>();
  const consumers = new Set<() => void>();
  let settings = initial;
  let modifiedAt = createdAt;
  let isWaking = false;

  return {
    arn,
    createdAt,
    tags: new Map(),
    settings: () => settings,
    modifiedAt: () => modifiedAt,
    changeSettings(changed) {
      settings = { ...settings, ...changed };
      modifiedAt = clock.now();
    },
    send(message) {
      const delaySeconds = message.delaySeconds ?? numberOf(settings, 'DelaySeconds');
      const sent: Message = {
        id: world.uuid(),
        body: message.body,
        attributes: message.attributes ?? {},
        systemAttributes: message.systemAttributes ?? {},
        senderId: message.senderId ?? 'AIDAEXAMPLE',
        sentAt: clock.now(),
      };
      keep(sent, delaySeconds);
      return sent;
    },
    accept: (message) => keep(message, 0),
    receive,
    delete(handle) {
      const found = kept.get(messageIdOf(handle));
      if (found?.handle === handle) forget(found);
    },
    changeVisibility(handle, seconds) {
      const found = kept.get(messageIdOf(handle));
      if (found?.handle !== handle || found.state !== 'in-flight') return 'not-in-flight';
      if (clock.now() - found.receivedAt + seconds * 1000 > LONGEST_VISIBILITY_MS) return 'too-long';
      found.cancelTimer();
      if (seconds === 0) show(found);
      else found.cancelTimer = clock.at(clock.now() + seconds * 1000, () => show(found));
      return 'changed';
    },
    drain() {
      dropExpired();
      const waiting = [...kept.values()].filter(({ state }) => state !== 'in-flight');
      for (const each of waiting) forget(each);
      return waiting.map(({ message }) => message);
    },
    purge() {
      for (const each of [...kept.values()]) forget(each);
    },
    depth() {
      dropExpired();
      const states = [...kept.values()].map(({ state }) => state);
      const count = (state: Entry['state']) => states.filter((each) => each === state).length;
      return { visible: count('visible'), inFlight: count('in-flight'), delayed: count('delayed') };
    },
    onVisible(listener, role) {
      listeners.add(listener);
      if (role === 'consumer') consumers.add(listener);
      for (const each of visible) countAsWork(each);
      wake();
      return () => {
        listeners.delete(listener);
        consumers.delete(listener);
        if (consumers.size === 0) for (const each of visible) each.endWork();
      };
    },
  };

  function keep(message: Message, delaySeconds: number): void {
    const entry = newEntry(message);
    kept.set(message.id, entry);
    if (delaySeconds === 0) show(entry);
    else {
      if (delaySeconds <= SOON_SECONDS) countAsWork(entry);
      entry.cancelTimer = clock.at(clock.now() + delaySeconds * 1000, () => show(entry));
    }
  }

  function show(entry: Entry): void {
    entry.state = 'visible';
    visible.add(entry);
    countAsWork(entry);
    wake();
  }

  function countAsWork(entry: Entry): void {
    if (consumers.size === 0) return;
    entry.endWork();
    entry.endWork = world.inFlight(`message ${entry.message.id} in ${arn}`);
  }

  /** Once for all that became visible in the same turn, so that a consumer gets them as one batch. */
  function wake(): void {
    if (isWaking || visible.size === 0) return;
    isWaking = true;
    queueMicrotask(() => {
      isWaking = false;
      for (const listener of [...listeners]) if (visible.size > 0) listener();
    });
  }

  function receive(max: number, visibilitySeconds = numberOf(settings, 'VisibilityTimeout')) {
    dropExpired();
    const redrive = redriveOf(settings);
    const deadLetters = redrive && queueAt(redrive.deadLetterTargetArn);
    const taken: ReceivedMessage[] = [];
    for (const entry of [...visible]) {
      if (taken.length === max) break;
      if (redrive && deadLetters && entry.receives >= redrive.maxReceiveCount) {
        deadLetters.accept({ ...entry.message, deadLetterSource: arn });
        forget(entry);
      } else taken.push(take(entry, visibilitySeconds));
    }
    return taken;
  }

  function take(entry: Entry, visibilitySeconds: number): ReceivedMessage {
    const now = clock.now();
    entry.receives += 1;
    entry.firstReceivedAt ??= now;
    entry.receivedAt = now;
    const handle = newReceiptHandle(entry.message.id, world.hex(16));
    entry.handle = handle;
    hide(entry);
    entry.state = 'in-flight';
    if (visibilitySeconds === 0) show(entry);
    else entry.cancelTimer = clock.at(now + visibilitySeconds * 1000, () => show(entry));
    return received(entry, handle);
  }

  function hide(entry: Entry): void {
    visible.delete(entry);
    entry.cancelTimer();
    entry.endWork();
  }

  function forget(entry: Entry): void {
    hide(entry);
    kept.delete(entry.message.id);
  }

  function dropExpired(): void {
    const oldest = clock.now() - numberOf(settings, 'MessageRetentionPeriod') * 1000;
    for (const entry of [...kept.values()]) if (entry.message.sentAt <= oldest) forget(entry);
  }
}

/** A message that comes by itself so soon is in flight: whoever waits for it to be handled need not move the clock. */
const SOON_SECONDS = 1;

const LONGEST_VISIBILITY_MS = 12 * 3600 * 1000;
