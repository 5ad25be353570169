import { oneLine } from '../../alerts/one-line.ts';
import { RESOURCE_WORDS } from '../../alerts/resource-words.ts';
import { smsResource } from '../../core/resource.ts';
import { type Action, isChange, type Path, type Row } from '../../flows/survey/row.ts';
import type { Io } from '../io.ts';
import { painter } from '../paint.ts';
import { table } from '../table.ts';

/** The rows for people: what would change, what would be told, and how much is left as it is. */
export function planText(rows: readonly Row[], isAll: boolean, io: Io): string {
  const changes = rows.filter(isChange);
  const told = rows.filter(({ action }) => action === 'tell');
  const kept = rows.filter(({ action }) => action === 'keep');
  const sections = [
    ...(changes.length > 0 ? [section('Would be changed:', changes, io)] : []),
    ...(told.length > 0 ? [section('Would be told:', told, io)] : []),
    ...(isAll && kept.length > 0 ? [section('Would be kept:', kept, io)] : []),
  ];
  return [...sections, summary(changes.length, told.length, kept.length, isAll)].join('\n\n');
}

const section = (title: string, rows: readonly Row[], io: Io): string =>
  `${painter(io)('bold', title)}\n${table(
    rows.map((row) => cellsOf(row, io)),
    io.columns,
  )}`;

function summary(changes: number, told: number, kept: number, isAll: boolean): string {
  const hint = kept > 0 && !isAll ? ' (--all lists what is kept)' : '';
  return `${changes} to change, ${told} to tell, ${kept} to keep${hint}`;
}

/** Names come from outside: none of them may steer the terminal. */
function cellsOf(row: Row, io: Io): readonly string[] {
  const state = row.state === undefined || row.state === 'active' ? '' : ` (${row.state})`;
  return [
    painter(io)(COLOURS[row.action], WORDS[row.action]),
    row.resource === undefined ? '' : resourceText(row.resource),
    consumerText(row),
    `${pathText(row.path)}${state}`,
    oneLine(row.reason, 1000),
  ];
}

const WORDS: Readonly<Record<Action, string>> = {
  remove: 'remove',
  'remove-resources': 'remove resource',
  'rewrite-policy': 'rewrite policy',
  'bind-source': 'bind source',
  'add-member': 'add member',
  tell: 'tell',
  keep: 'keep',
};
const COLOURS = {
  remove: 'red',
  'remove-resources': 'red',
  'rewrite-policy': 'red',
  'bind-source': 'yellow',
  'add-member': 'yellow',
  tell: 'yellow',
  keep: 'green',
} as const;

/** `pool pool-0123…`, `sender ID ACME/GB`. */
export function resourceText(arn: string): string {
  const resource = smsResource(arn);
  return oneLine(resource ? `${RESOURCE_WORDS[resource.type]} ${resource.name}` : arn);
}

function consumerText({ consumer, through, consumers = [] }: Row): string {
  if (consumer !== undefined)
    return oneLine(through === undefined ? consumer : `${consumer} through ${through}`);
  const more = consumers.length > SHOWN ? ` and ${consumers.length - SHOWN} more` : '';
  return consumers.length === 0 ? '' : `${oneLine(consumers.slice(0, SHOWN).join(', '))}${more}`;
}

const SHOWN = 2;

/** `share summer`, `policy, statement 2`, `pool pool-0123…`. */
export function pathText(path: Path): string {
  if ('share' in path) return oneLine(`share ${path.share.name}`);
  if ('pool' in path) return resourceText(path.pool);
  const { resource, statement } = path.policy;
  return statement === undefined ? `policy of ${resourceText(resource)}` : oneLine(`policy, ${statement}`);
}
