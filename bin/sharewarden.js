#!/usr/bin/env node
// Plain JavaScript: an older Node can't read the files that would tell it so.
import '../local/start/node-version.js';

const { main } = await import('../src/cli/main.ts');
const { processIo } = await import('../src/cli/io.ts');
process.exitCode = await main(process.argv.slice(2), processIo());
