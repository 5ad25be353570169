import { lacksRights, messageOf } from '../../aws/errors.ts';
import type { Guardrails } from '../../core/guardrail.ts';
import type { Reporting } from '../../runtime/connect-reporting.ts';
import type { Io } from '../io.ts';
import { type OperatingInput, tableIfAny } from './operating.ts';

/**
 * The guardrails with the waivers that were granted where Sharewarden is deployed, which count as much as those of the
 * file. Where nothing is deployed, the guardrails as they are; so too, and said on `err`, where nobody named a table and
 * these credentials may not look for one.
 */
export async function withWaivers(
  input: OperatingInput,
  io: Io,
  file: Guardrails,
  aws: Pick<Reporting, 'tables' | 'caller' | 'ledger' | 'failedCall'>,
): Promise<Guardrails> {
  const table = await tableIfAny(input, io, aws).catch((error: unknown) => {
    if (!lacksRights(error)) throw error;
    io.err(`Waivers that were granted are not counted: ${aws.failedCall(error)} failed: ${messageOf(error)}`);
    return undefined;
  });
  if (table === undefined) return file;
  return { ...file, waivers: [...file.waivers, ...(await aws.ledger(table).waivers(io.now()))] };
}
