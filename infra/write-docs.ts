import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { eventsPageText } from '../src/events/events-page.ts';
import { findingJsonSchemaText } from '../src/events/finding-json-schema.ts';

/** `npm run docs`: writes the pages that are made of code. */
const docs = (name: string): string => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
await writeFile(docs('events.md'), eventsPageText());
await writeFile(docs('finding-event.schema.json'), findingJsonSchemaText());
