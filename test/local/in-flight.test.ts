import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inFlight, isInvocation } from '../../local/in-flight.ts';

describe('work in flight', () => {
  it('is idle when nothing has begun', async () => {
    expect(await inFlight().idle(5000)).toEqual([]);
  });

  it('shows what has begun and not ended, and counts an end once', () => {
    const { begin, current } = inFlight();
    const endFirst = begin('a message');
    begin('a message');
    expect(current()).toEqual(['a message', 'a message']);
    endFirst();
    endFirst();
    expect(current()).toEqual(['a message']);
  });

  it('waits for the end', async () => {
    const { begin, idle } = inFlight();
    const end = begin('a delivery');
    let isIdle = false;
    const waiting = idle(5000).then((left) => {
      isIdle = true;
      return left;
    });
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(isIdle).toBe(false);
    end();
    expect(await waiting).toEqual([]);
  });

  it('is not fooled by the gap between one piece of work and the next', async () => {
    const { begin, idle } = inFlight();
    const seen: string[] = [];
    const endFirst = begin('the event');
    const waiting = idle(5000).then(() => seen.push('idle'));
    endFirst();
    await nextTurn();
    await nextTurn();
    const endSecond = begin('the message');
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    seen.push('second ends');
    endSecond();
    await waiting;
    expect(seen).toEqual(['second ends', 'idle']);
  });

  it('waits through a chain of short pieces with gaps between them', async () => {
    const { begin, idle } = inFlight();
    const seen: string[] = [];
    const turns = async (count: number) => {
      for (let turn = 0; turn < count; turn += 1) await nextTurn();
    };
    const waiting = idle(5000).then(() => seen.push('idle'));
    for (let piece = 0; piece < 5; piece += 1) {
      const end = begin('a piece');
      await turns(1);
      end();
      await turns(6);
    }
    seen.push('the last piece is over');
    await waiting;
    expect(seen).toEqual(['the last piece is over', 'idle']);
  });

  it('waits only for the work that is asked about', async () => {
    const { begin, idle } = inFlight();
    const end = begin('invocation 1');
    begin('a message that waits for its time');
    const waiting = idle(5000, isInvocation);
    end();
    expect(await waiting).toEqual([]);
    expect(await idle(1)).toEqual(['a message that waits for its time']);
  });

  it('tells what is left when time is up', async () => {
    const { begin, idle } = inFlight();
    begin('invocation of on-share-change');
    expect(await idle(1)).toEqual(['invocation of on-share-change']);
  });
});
