import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { zip } from '../../infra/zip.ts';

const entries = [
  { name: 'on-share-change.js', content: Buffer.from('exports.handler = 1;\n'.repeat(1000)) },
  { name: 'leer.txt', content: Buffer.alloc(0) },
  { name: 'größe.txt', content: Buffer.from('€') },
];
const hasPython = (() => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('an archive', () => {
  it('is the same for the same entries', () => {
    expect(Buffer.compare(zip(entries), zip(entries))).toBe(0);
  });

  it('holds each file compressed behind its head', () => {
    const [first] = entries;
    const archive = Buffer.from(zip(entries));
    const start = 30 + archive.readUInt16LE(26);
    const deflated = archive.subarray(start, start + archive.readUInt32LE(18));
    expect(deflated.length).toBeLessThan(200);
    expect(inflateRawSync(deflated)).toEqual(first?.content);
  });

  it.skipIf(!hasPython)('is read by another program without complaint (needs Python 3)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    writeFileSync(join(folder, 'a.zip'), zip(entries));
    const script = `
import json, zipfile
with zipfile.ZipFile('a.zip') as a:
    assert a.testzip() is None
    print(json.dumps([[i.filename, a.read(i).decode(), oct(i.external_attr >> 16)] for i in a.infolist()]))`;
    const listed = JSON.parse(execFileSync('python3', ['-c', script], { cwd: folder, encoding: 'utf8' }));
    rmSync(folder, { recursive: true });
    expect(listed).toEqual(entries.map(({ name, content }) => [name, content.toString(), '0o100644']));
  });
});
