import type { Command as Parser } from 'commander';
import type { Ledger } from '../../ports.ts';
import type { Operating } from '../../runtime/connect-operating.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { connected, type ReadingInput, readingOptions } from '../reading.ts';
import { Stop } from '../stop.ts';

/** What `--table` and `--region` add to the input of a command. */
export interface OperatingInput extends ReadingInput {
  readonly table?: string;
}

/** Declares `--table NAME` and `--region REGION`. */
export function operatingOptions(parser: Parser): void {
  parser.option('--table <name>', 'the table of Sharewarden, where the Region has several');
  readingOptions(parser);
}

/**
 * Lets something be done with what is on record, with the credentials of the environment.
 *
 * @throws Stop when a call fails, with its name, and when nobody can say which table it is.
 */
export const operating = <Result>(
  input: OperatingInput,
  io: Io,
  work: (aws: Operating, ledger: Ledger) => Promise<Result>,
): Promise<Result> =>
  operatingWithoutTable(input, io, async (aws) => work(aws, aws.ledger(await tableOf(input, io, aws))));

/** As {@link operating}, for what is on no record. */
export async function operatingWithoutTable<Result>(
  input: ReadingInput,
  io: Io,
  work: (aws: Operating) => Promise<Result>,
): Promise<Result> {
  // Loaded when it is needed: help is there at once.
  const { connectOperating } = await import('../../runtime/connect-operating.ts');
  return connected(connectOperating, input, io, work);
}

/** What CloudFormation calls the table of a stack of serverless.yml: the stack, `Table`, and letters of its own. */
export const TABLE = /^sharewarden(-.+)?-Table-[A-Za-z0-9]+$/;

async function tableOf(input: OperatingInput, io: Io, aws: Operating): Promise<string> {
  const table = await tableIfAny(input, io, aws);
  if (table !== undefined) return table;
  throw new Stop(
    EXIT.badInput,
    `${await placeOf(aws)} has no table of Sharewarden: use credentials and the Region (--region) of where it is deployed, or name the table by --table`,
  );
}

/**
 * The table that is named, or else the one that is there. `undefined`: there is none.
 *
 * @throws Stop when there are several.
 */
export async function tableIfAny(
  { table }: OperatingInput,
  io: Io,
  aws: Pick<Operating, 'tables' | 'caller'>,
): Promise<string | undefined> {
  const given = table || io.env.TABLE_NAME;
  if (given) return given;
  const found = (await aws.tables()).filter((name) => TABLE.test(name));
  const [only, ...others] = found;
  if (others.length === 0) return only;
  throw new Stop(
    EXIT.badInput,
    `${await placeOf(aws)} has several tables of Sharewarden: which of them? --table names it\n${found.map((name) => `  ${name}`).join('\n')}`,
  );
}

async function placeOf({ caller }: Pick<Operating, 'caller'>): Promise<string> {
  const { account, region } = await caller();
  return `account ${account} in ${region}`;
}
