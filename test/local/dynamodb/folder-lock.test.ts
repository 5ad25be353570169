import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dynamoDb } from '../../../local/dynamodb/index.ts';

function given() {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('a folder of tables', () => {
  it('is refused to a second cloud, with the process that has it, until the first has stopped', async () => {
    const folder = given();
    const first = dynamoDb({ folder });
    expect(() => dynamoDb({ folder })).toThrow(`${folder} is in use by process ${process.pid}`);
    await first.stop();
    await dynamoDb({ folder }).stop();
  });

  it('is taken over from a process that was killed', async () => {
    const folder = given();
    const gone = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'in-use-by'), String(gone.pid));
    const dynamo = dynamoDb({ folder });
    expect(() => dynamoDb({ folder })).toThrow(/is in use/);
    await dynamo.stop();
  });

  it('is refused where no folder can be', () => {
    const folder = given();
    writeFileSync(join(folder, 'file'), '');
    expect(() => dynamoDb({ folder: join(folder, 'file', 'inside') })).toThrow(/ENOTDIR/);
  });
});
