import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { eventPattern } from '../../local/events/pattern.ts';
import type { BusEvent } from '../../local/world.ts';
import { OWN_ROLES } from './names.ts';
import type { QueueName } from './queue.ts';

/** Which queue an event reaches: by the rules that would be deployed. `undefined`: none. */
export function queueOf(event: BusEvent): QueueName | undefined {
  return RULES.find(({ pattern }) => pattern.matches(event))?.queue;
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Properties: { readonly EventPattern?: object; readonly Targets: readonly Target[] } }
    >
  >;
}
interface Target {
  readonly Arn: string;
}

/** `!GetAtt ShareQueue.Arn` reads as its own text, and that of an own role as the role. */
const getAtt = {
  tag: '!GetAtt',
  resolve: (text: string) => (OWN_ROLES as Readonly<Record<string, string>>)[text] ?? text,
};
const QUEUES: Readonly<Record<string, QueueName>> = {
  'ShareQueue.Arn': 'shares',
  'ResourceQueue.Arn': 'resources',
  'OrganizationQueue.Arn': 'organization',
};

const text = readFileSync(join(import.meta.dirname, '../../infra/rules.yml'), 'utf8');
const template: Template = parse(text, { customTags: [getAtt] });
const RULES = Object.values(template.Resources).flatMap(({ Properties: { EventPattern, Targets } }) =>
  Targets.flatMap(({ Arn }) => {
    const queue = QUEUES[Arn];
    return queue && EventPattern ? [{ queue, pattern: eventPattern(JSON.stringify(EventPattern)) }] : [];
  }),
);
