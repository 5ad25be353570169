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
const TABLE = /^sharewarden(-.+)?-Table-[A-Za-z0-9]+$/;

async function tableOf({ table }: OperatingInput, io: Io, aws: Operating): Promise<string> {
  const given = table || io.env.TABLE_NAME;
  if (given) return given;
  const found = (await aws.tables()).filter((name) => TABLE.test(name));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const { account, region } = await aws.caller();
  const where = `account ${account} in ${region}`;
  throw new Stop(
    EXIT.badInput,
    only === undefined
      ? `${where} has no table of Sharewarden: use credentials and the Region (--region) of where it is deployed, or name the table by --table`
      : `${where} has several tables of Sharewarden: which of them? --table names it\n${found.map((name) => `  ${name}`).join('\n')}`,
  );
}
