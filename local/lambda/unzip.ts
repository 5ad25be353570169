import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With forward slashes. Folders are left out. */
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Reads a zip archive: stored and deflated entries, as deployment packages have them. No zip64, no encryption.
 * APPNOTE.TXT of PKWARE, sections 4.3.12 and 4.3.16.
 *
 * @throws when it is none, or a checksum is wrong.
 */
export function unzip(archive: Uint8Array): readonly ZipEntry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > bytes.length) throw new Error('not a zip archive');
  const count = bytes.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw new Error('the directory of the zip archive is broken');
    }
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const path = bytes.toString('utf8', at + 46, nameEnd);
    if (!path.endsWith('/')) entries.push({ path, content: contentOf(bytes, at, path) });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

function contentOf(bytes: Buffer, at: number, path: string): Uint8Array {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  if (flags & 1 || (method !== STORED && method !== DEFLATED)) {
    throw new Error(`${path} is encrypted or packed by method ${method}`);
  }
  const local = bytes.readUInt32LE(at + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
  const content = method === STORED ? packed : inflateRawSync(packed);
  if (crc32(content) !== bytes.readUInt32LE(at + 16)) throw new Error(`the checksum of ${path} is wrong`);
  return content;
}
