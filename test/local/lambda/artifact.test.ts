import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { artifacts } from '../../../local/lambda/artifact.ts';
import { unzip } from '../../../local/lambda/unzip.ts';
import { aFolder, aLambda } from './support/local-lambda.ts';

/** A zip archive, written by the book. */
function aZip(
  files: Readonly<Record<string, string>>,
  { deflated = true, flags = 0, wrongChecksum = false } = {},
) {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflated ? deflateRawSync(content) : content;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(deflated ? 8 : 0, 4);
    shared.writeUInt32LE(crc32(content) ^ (wrongChecksum ? 1 : 0), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(path), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(path), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, rest, Buffer.from(path));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function opened() {
  const packages = artifacts();
  onTestFinished(() => packages.remove());
  return packages;
}

describe('a deployment artifact', () => {
  it('may be a folder, which is used as it is', async () => {
    const folder = await aFolder({ 'index.js': '' });
    const packages = opened();
    expect(await packages.open(folder)).toBe(folder);
    await packages.remove();
    await access(folder);
  });

  it.each([true, false])('may be a zip file, unpacked once (deflated: %s)', async (deflated) => {
    const zip = aZip(
      { 'index.js': 'exports.a = 1;', 'lib/': '', 'lib/deep/ä.txt': 'ü'.repeat(999) },
      { deflated },
    );
    const file = join(await aFolder({ 'function.zip': zip }), 'function.zip');
    const packages = opened();
    const [folder = '', again] = await Promise.all([packages.open(file), packages.open(file)]);
    expect(again).toBe(folder);
    expect(await readFile(join(folder, 'index.js'), 'utf8')).toBe('exports.a = 1;');
    expect(await readFile(join(folder, 'lib/deep/ä.txt'), 'utf8')).toBe('ü'.repeat(999));
    await packages.remove();
    await expect(access(folder)).rejects.toThrow('ENOENT');
  });

  it('runs from its zip file', async () => {
    const zip = aZip({
      'index.js': 'exports.handler = async () => process.env.LAMBDA_TASK_ROOT === process.cwd()',
    });
    const { lambda, add } = aLambda();
    await add('', { artifact: join(await aFolder({ 'f.zip': zip }), 'f.zip') });
    expect(await lambda.invoke('hello', {})).toEqual({ status: 'success', payload: 'true' });
  });

  it('is named when it is not there, or no archive, or reaches out of its folder', async () => {
    const folder = await aFolder({
      'text.zip': 'no archive',
      'bad.zip': aZip({ '../out.js': '' }),
    });
    const packages = opened();
    await expect(packages.open(join(folder, 'no.zip'))).rejects.toThrow(
      /^there is no deployment artifact at .*no\.zip$/,
    );
    await expect(packages.open(join(folder, 'text.zip'))).rejects.toThrow('not a zip archive');
    await expect(packages.open(join(folder, 'bad.zip'))).rejects.toThrow(
      '../out.js lies outside of the archive',
    );
  });
});

describe('an archive that is broken', () => {
  it.each([
    ['a wrong checksum', aZip({ a: 'text' }, { wrongChecksum: true }), 'the checksum of a is wrong'],
    ['encryption', aZip({ a: 'text' }, { flags: 1 }), 'a is encrypted or packed by method 8'],
    ['a cut directory', aZip({ a: 'text' }).subarray(20), 'the directory of the zip archive is broken'],
    ['nothing', Buffer.alloc(0), 'not a zip archive'],
  ])('is refused for %s', (_, bytes, message) => {
    expect(() => unzip(bytes)).toThrow(message);
  });
});
