import { storm } from '../test/support/storm.ts';
import type { Row } from './row.ts';

/** What is made of 10,000 events of 100 shares that come within seconds, by the local cloud's own log of calls. */
export async function stormCost(): Promise<readonly Row[]> {
  const { events, looks, calls, memoryMb } = await storm();
  const all = looks.reduce((sum, times) => sum + times.length, 0);
  return [
    { what: 'storm: looks at shares for 10,000 events', value: all, unit: 'looks', bound: events / 10 },
    { what: 'storm: events for each look', value: Math.round(events / all), unit: 'events' },
    { what: 'storm: RAM calls for each event', value: round(calls.ram / events), unit: 'calls', bound: 0.5 },
    { what: 'storm: calls of all functions for each event', value: round(calls.all / events), unit: 'calls' },
    { what: 'storm: most memory of a process', value: memoryMb, unit: 'MB', bound: 256 },
  ];
}

const round = (value: number): number => Math.round(value * 100) / 100;
