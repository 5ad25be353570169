/** The part of dynalite 4.0.0 that is used here; it has no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Folder of the LevelDB store. Default: in memory. */
    readonly path?: string;
    /** Milliseconds that tables stay in CREATING, DELETING, UPDATING. Default: 500 each. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** An HTTP server that is not listening yet. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
