import type { Findings, Ledger } from '../ports.ts';
import { connectOperating, type Operating } from './connect-operating.ts';
import { connectReading, type Reading } from './connect-reading.ts';
import type { CallOptions } from './paced-calls.ts';

/** AWS for somebody who looks at an account and at what is on record. No call changes anything. */
export interface Reporting extends Reading, Pick<Operating, 'tables' | 'caller'> {
  readonly ledger: (table: string) => Pick<Ledger, 'everyRemoval' | 'waivers'>;
  readonly findings: (table: string) => Pick<Findings, 'everyFinding'>;
}

export function connectReporting(options: CallOptions): Reporting {
  const reading = connectReading(options);
  const { tables, caller, ledger, findings, failedCall, stop } = connectOperating({
    ...options,
    onAnswer: undefined,
  });
  return {
    ...reading,
    tables,
    caller,
    ledger,
    findings,
    failedCall: (error) => reading.failedCall(error) ?? failedCall(error),
    stop() {
      reading.stop();
      stop();
    },
  };
}
