import { crc32, deflateRawSync } from 'node:zlib';

/** A file to put into an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A zip archive. The same entries give the same bytes: no time, no owner, and rights that let Lambda read. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name);
    const deflated = deflateRawSync(content, { level: 9 });
    const facts = factsOf(path, content, deflated);
    const file = Buffer.concat([signature(0x04034b50), facts, path, deflated]);
    const madeOnUnix = Buffer.from([20, 3]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(READABLE, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), madeOnUnix, facts, place, path);
    files.push(file);
    offset += file.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listing, signature(0x06054b50), end]);
}

/** A regular file that everybody may read (rw-r--r--), as Unix writes it in a zip. */
const READABLE = (0o100644 << 16) >>> 0;
/** The first moment that a zip can name: 1 January 1980. */
const MIDNIGHT = 0;
const DAY = 0x21;
const DEFLATE = 8;
const NAMES_ARE_UTF8 = 0x800;

/** What the head of a file and its line in the directory have in common (APPNOTE.TXT 4.3.7 and 4.3.12). */
function factsOf(path: Buffer, content: Uint8Array, deflated: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(NAMES_ARE_UTF8, 2);
  facts.writeUInt16LE(DEFLATE, 4);
  facts.writeUInt16LE(MIDNIGHT, 6);
  facts.writeUInt16LE(DAY, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(deflated.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(path.length, 22);
  return facts;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
