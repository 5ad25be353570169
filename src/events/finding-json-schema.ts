import * as z from 'zod';
import { findingEvent } from './finding-event.ts';

/** The JSON Schema (draft 2020-12) of the events that findings are published as. It lets in members that come later. */
export const findingJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'Finding of Sharewarden, version 1',
  ...z.toJSONSchema(findingEvent, { io: 'input' }),
});

/** The text of `docs/finding-event.schema.json`. */
export const findingJsonSchemaText = (): string => `${JSON.stringify(findingJsonSchema(), null, 2)}\n`;
