import { InvalidArgumentError, type Command as Parser } from 'commander';
import type { Place, Places } from '../core/organization.ts';

/** What `--in` and `--outside` add to the input of a command: where accounts and OUs are, without asking AWS. */
export interface PlacesInput {
  readonly in?: Places;
  readonly outside?: Places;
}

/** Declares `--in ACCOUNT=OU/…` and `--outside ACCOUNT`, which may come again and again. */
export function placesOptions(parser: Parser): void {
  parser
    .option(
      '--in <account=ou>',
      'an account in an OU, by the ids from the top down: 444455556666=ou-ab12-11111111/ou-ab12-33333333; without =, ' +
        'somewhere in the organization. May come again and again.',
      adding(inside),
    )
    .option('--outside <account>', 'an account that is not in the organization', adding(outside));
}

/** Where the accounts are that the command line names. Nobody knows of others. */
export const placesIn = (input: PlacesInput): Places =>
  new Map([...(input.in ?? []), ...(input.outside ?? [])]);

const adding =
  (read: (text: string) => readonly [string, Place]) =>
  (text: string, before?: Places): Places =>
    new Map([...(before ?? []), read(text)]);

function inside(text: string): readonly [string, Place] {
  const [id = '', path] = text.split('=');
  const ous = path?.split('/') ?? [];
  if (!/^(\d{12}|ou-[a-z0-9-]+)$/.test(id) || !ous.every((ou) => /^(r|ou)-[a-z0-9-]+$/.test(ou)))
    throw new InvalidArgumentError('It takes such as 444455556666=ou-ab12-11111111.');
  return [id, { status: 'inside', path: ous }];
}

function outside(text: string): readonly [string, Place] {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('It takes an account id of twelve digits.');
  return [text, { status: 'outside' }];
}
