import type { Path } from '../flows/survey/row.ts';
import type { PageData, PageResource } from './page-data.ts';

/** A text as one word of a shell. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** Asks why. */
export const explainCommand = ({ arn }: PageResource, consumer: string): string =>
  `npx sharewarden explain ${shellWord(arn)} ${shellWord(consumer)}`;

/** Allows it for a while. @param now milliseconds since 1970. */
export const waiveCommand = (arn: string, consumer: string, now: number): string =>
  `npx sharewarden waive ${shellWord(arn)} ${shellWord(consumer)} --until ${inDays(30, now)} --reason "…"`;

export const undoCommand = (code: string, now: number): string =>
  `npx sharewarden undo ${code} --until ${inDays(30, now)} --reason "…"`;

/** Puts what of a pool is missing on a share that holds it. */
export const addMembersCommand = (
  { region }: Pick<PageData, 'region'>,
  share: string,
  members: readonly string[],
): string =>
  `aws ram associate-resource-share --region ${region} --resource-share-arn ${shellWord(share)} --resource-arns ${members.map(shellWord).join(' ')}`;

/** How an owner takes the consumer off by hand. `undefined`: a policy has to be edited. */
export function takeOffCommand(
  { region }: Pick<PageData, 'region'>,
  path: Path,
  consumer: string,
): string | undefined {
  if (!('share' in path) || !/^\d{12}$/.test(consumer)) return undefined;
  return `aws ram disassociate-resource-share --region ${region} --resource-share-arn ${shellWord(path.share.arn)} --principals ${consumer}`;
}

const inDays = (days: number, now: number): string =>
  new Date(now + days * 86_400_000).toISOString().slice(0, 10);
