import type { Command as Parser } from 'commander';
import { oneLine } from '../../alerts/one-line.ts';
import type { GrantedWaiver } from '../../core/guardrail.ts';
import type { Removal } from '../../core/removal.ts';
import { type UndoAnswer, undoRemoval } from '../../flows/undo-removal.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { checkTerms, type TermsInput, termsOptions } from '../operating/checked-terms.ts';
import { type OperatingInput, operating, operatingOptions } from '../operating/operating.ts';
import { removalNamed } from '../operating/removal-code.ts';
import { removalText, undoingText } from '../operating/removal-text.ts';
import { resourceText } from '../plan/plan-text.ts';
import { Stop } from '../stop.ts';

export interface UndoInput extends OperatingInput, TermsInput {
  readonly removal: string;
  readonly json?: true;
}

export function define(parser: Parser): void {
  parser
    .description(
      'Give back exactly what a removal took, and waive it until a day, so that it stays. Refuses where that would not ' +
        'be exact, and says how the world has moved on. Repeating it does no harm.',
    )
    .argument('<removal>', 'its code, as `history` lists it, or its id');
  termsOptions(parser);
  operatingOptions(parser);
}

/** Prints what is back, and until when it stays. */
export async function run({ removal: named, until, reason, ...input }: UndoInput, io: Io): Promise<ExitCode> {
  await checkTerms({ until, reason }, io);
  return operating(input, io, async (aws, ledger) => {
    const removal = removalNamed(named, await ledger.everyRemoval());
    const { arn: by, account } = await aws.caller();
    if (account !== removal.owner)
      throw new Stop(
        EXIT.badInput,
        `${removal.about} is of account ${removal.owner}, and these are credentials of ${account}`,
      );
    const ports = { ...aws, ...aws.inRegion(removal.region), ledger, pause: () => io.wait(PAUSE_MS) };
    const answer = await undoRemoval({ removal, until, reason, by }, ports);
    if (input.json) io.out(JSON.stringify({ removal: removal.id, ...answer }, null, 2));
    else (isWell(answer) ? io.out : io.err)(answerText(answer, removal));
    return { undone: EXIT.fine, 'undone-before': EXIT.fine, refused: EXIT.forbidden, unseen: EXIT.unknown }[
      answer.outcome
    ];
  });
}

const PAUSE_MS = 1000;

const isWell = ({ outcome }: UndoAnswer): boolean => outcome === 'undone' || outcome === 'undone-before';

function answerText(answer: UndoAnswer, removal: Removal): string {
  switch (answer.outcome) {
    case 'refused':
      return [
        `Not undone: ${removalText(removal)}. Nothing was changed, since it would not be exact:`,
        ...answer.reasons.map((reason) => `  ${oneLine(reason, 1000)}`),
      ].join('\n');
    case 'unseen':
      return 'AWS has accepted it and does not show it yet. The waivers stand; the same again in a minute finishes it.';
    case 'undone-before':
      return [`Undone already: ${undoingText(removal)}.`, ...waiversText(answer.waivers)].join('\n');
    case 'undone': {
      const how = answer.isOurs ? '' : ' Somebody had done so; now it is on record.';
      return [`Undone: ${undoingText(removal)}.${how}`, ...waiversText(answer.waivers)].join('\n');
    }
  }
}

function waiversText(waivers: readonly GrantedWaiver[]): readonly string[] {
  const lines = waivers.map(
    ({ resource, consumer, until }) =>
      `  ${resourceText(resource)} is waived for ${oneLine(consumer)} until the end of ${until}, UTC`,
  );
  return [...lines, 'Then the next event or sweep decides anew.'];
}
