import type { DirectoryRecords } from './dynamo-directory.ts';
import type { Entry, Listing } from './known-directory.ts';

/** What one run has learned of the organization: nothing is known before it, and nothing is kept behind it. */
export function memoryDirectory(): DirectoryRecords {
  const entries = new Map<string, Entry>();
  let listing: Listing | undefined;
  return {
    read: async () => ({ listing, entries: new Map(entries) }),
    keep: async (id, entry) => void entries.set(id, entry),
    async keepListing(read) {
      listing = read;
    },
  };
}
