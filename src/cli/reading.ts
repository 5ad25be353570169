import type { Command as Parser } from 'commander';
import { messageOf } from '../aws/errors.ts';
import type { CallOptions, Calls } from '../runtime/paced-calls.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { Stop } from './stop.ts';

/** What `--region` adds to the input of a command. */
export interface ReadingInput {
  readonly region?: string;
}

/** Declares `--region REGION`. */
export function readingOptions(parser: Parser): void {
  parser.option('--region <region>', 'the AWS Region, where the environment names another or none');
}

/**
 * Lets something be done with AWS, with the credentials of the environment.
 *
 * @param onAnswer told the operation of every call that was answered.
 * @throws Stop when a call fails, with its name.
 */
export async function connected<Aws extends Calls, Result>(
  connect: (options: CallOptions) => Aws,
  { region: named }: ReadingInput,
  io: Io,
  work: (aws: Aws) => Promise<Result>,
  onAnswer?: (operation: string) => void,
): Promise<Result> {
  // One that is set to nothing is not set.
  const region = named || io.env.AWS_REGION || io.env.AWS_DEFAULT_REGION || undefined;
  const aws = connect({ client: io.aws, clock: io, region, sleep: io.wait, onAnswer });
  try {
    return await work(aws);
  } catch (error) {
    if (error instanceof Error && error.message === 'Region is missing')
      throw new Stop(EXIT.badInput, 'no AWS Region is set: --region or AWS_REGION names it');
    const call = aws.failedCall(error);
    if (call !== undefined) throw new Stop(EXIT.unknown, `${call} failed: ${messageOf(error)}`);
    throw error;
  } finally {
    aws.stop();
  }
}
