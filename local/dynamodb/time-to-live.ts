import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdateTimeToLiveInput } from '@aws-sdk/client-dynamodb';
import type { WireResponse } from '../wire/message.ts';
import { ok, refused } from './answers.ts';

/**
 * Which attribute of each table is its time to live. It is kept and shown, and deletes nothing: DynamoDB deletes within
 * days, and who reads must expect expired items anyway.
 */
export interface TimeToLive {
  /** `table`: its ARN, of a table that exists. */
  describe(table: string): WireResponse;
  update(table: string, specification: UpdateTimeToLiveInput['TimeToLiveSpecification']): WireResponse;
  forget(table: string): void;
}

/** @param folder where it is kept; absent: in memory. */
export function timeToLive(folder: string | undefined): TimeToLive {
  const file = folder && join(folder, 'time-to-live.json');
  const attributes = new Map<string, string>(
    file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [],
  );
  const save = () => {
    if (file) writeFileSync(file, JSON.stringify([...attributes]));
  };

  return {
    describe(table) {
      const AttributeName = attributes.get(table);
      const on = { TimeToLiveStatus: 'ENABLED', AttributeName };
      return ok({ TimeToLiveDescription: AttributeName ? on : { TimeToLiveStatus: 'DISABLED' } });
    },
    update(table, specification) {
      const { AttributeName, Enabled } = specification ?? {};
      if (!AttributeName || typeof Enabled !== 'boolean') {
        return refused('ValidationException', 'TimeToLiveSpecification needs AttributeName and Enabled');
      }
      const current = attributes.get(table);
      if (Enabled && current) return refused('ValidationException', 'TimeToLive is already enabled');
      if (!Enabled && !current) return refused('ValidationException', 'TimeToLive is already disabled');
      if (!Enabled && current !== AttributeName) {
        return refused(
          'ValidationException',
          `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
        );
      }
      if (Enabled) attributes.set(table, AttributeName);
      else attributes.delete(table);
      save();
      return ok({ TimeToLiveSpecification: { AttributeName, Enabled } });
    },
    forget(table) {
      if (attributes.delete(table)) save();
    },
  };
}
