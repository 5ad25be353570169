import * as z from 'zod';
import { text } from './forms.ts';
import { resourceType } from './resource.ts';

export const parameter = resourceType(
  z.looseObject({ Name: z.string().optional(), Type: z.enum(['String', 'StringList']), Value: text }),
  async ({ Name, Type, Value }, { scope, targets, inventedName }) => {
    const name = Name ?? inventedName();
    await targets.parameters.put(scope, name, Value, Type);
    return { ref: name, attributes: { Type, Value } };
  },
);
