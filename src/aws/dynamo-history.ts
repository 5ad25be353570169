import type { Ledger } from '../ports.ts';
import { findingFrom } from './dynamo-findings.ts';
import { beginningWith, partitionOf } from './dynamo-keys.ts';
import { policyActorIn } from './dynamo-policies.ts';
import { removalFrom } from './dynamo-removals.ts';
import type { Kind, Table } from './dynamo-table.ts';

/** What lies side by side in the partition of a share or resource: its findings, who changed its policy, its removals. */
export function historyRecords(table: Table): Pick<Ledger, 'history'> {
  return {
    async history(about) {
      const [[from], [, to]] = [beginningWith('FINDING#'), beginningWith('REMOVAL#')];
      const items = await table.range(partitionOf(about), from, to);
      const of = (wanted: Kind) => items.filter(({ kind }) => kind === wanted);
      return {
        findings: of('finding').map(findingFrom),
        removals: of('removal').map(removalFrom),
        policyActor: policyActorIn(of('policy')[0]),
      };
    },
  };
}
