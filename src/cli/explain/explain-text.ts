import { oneLine } from '../../alerts/one-line.ts';
import { SETTINGS } from '../../core/opinion.ts';
import type { ExplainedPath, Explanation } from '../../flows/survey/explain.ts';
import type { Setting } from '../../policy/guardrail-places.ts';
import type { GuardrailFile } from '../guardrail-file.ts';
import type { Io } from '../io.ts';
import { decisionText } from '../paint.ts';
import { pathText, resourceText } from '../plan/plan-text.ts';
import { table } from '../table.ts';

/** An explanation for people: the decision and who made it, the ways by which the consumer has it, and all opinions. */
export function explanationText(explanation: Explanation, file: GuardrailFile, io: Io): string {
  const { decision, resource, consumer, guardrail, mode, why, reason, paths, opinions, problem } =
    explanation;
  const isObserved = decision === 'forbidden' && mode === 'observe';
  const waiver = waiverPlace(explanation, file);
  return [
    `${decisionText(decision, io)}: ${resourceText(resource)} for ${oneLine(consumer)}`,
    `  ${oneLine(reason, 1000)}${isObserved ? '; only observed' : ''}`,
    ...(guardrail === undefined ? [] : [`  decided by ${guardrail}, ${placeOf(guardrail, file)}`]),
    ...(why === undefined ? [] : [`  ${oneLine(why, 1000)}`]),
    ...(waiver === undefined ? [] : [`  the waiver is at ${waiver}`]),
    '',
    ...pathsText(paths, io),
    ...(problem === undefined ? [] : [`What its policy gives, nobody can say: ${oneLine(problem)}`]),
    '',
    ...(opinions.length === 0
      ? ['No guardrail covers it.']
      : ['What the guardrails that cover it say:', opinionsText(opinions, file, io)]),
  ].join('\n');
}

function pathsText(paths: readonly ExplainedPath[], io: Io): readonly string[] {
  if (paths.length === 0) return ['It has no grant: this is what would be said if it were shared.'];
  const rows = paths.map(({ path, as, through, state, isOpen, decision, reason }) => {
    const how = [
      ...(as ? [`as part of ${as.id === '*' ? 'everyone' : as.id}`] : []),
      ...(through === undefined ? [] : [`through ${through}`]),
      ...(isOpen === 'unknown' ? ['perhaps'] : []),
    ];
    return [
      `  ${pathText(path)}`,
      state,
      oneLine(how.join(', ') || 'by name'),
      decision === 'ending' ? decision : decisionText(decision, io),
      oneLine(reason, 1000),
    ];
  });
  return ['How it has it now:', table(rows, io.columns)];
}

const opinionsText = (opinions: Explanation['opinions'], file: GuardrailFile, io: Io): string =>
  table(
    opinions.map(({ guardrail = '', decision, reason }) => [
      `  ${guardrail}`,
      placeOf(guardrail, file),
      decisionText(decision, io),
      oneLine(reason, 1000),
    ]),
    io.columns,
  );

/** `guardrails.yml:5`; what the file does not write is a default. */
export function placeOf(guardrail: string, { places, path }: GuardrailFile): string {
  const at = places.guardrails.get(guardrail) ?? places.settings.get(guardrail as Setting); // else it is not in there
  if (at) return `${path}:${at.line}`;
  return guardrail === SETTINGS.inactive ? 'which always holds' : `a default that ${path} leaves as it is`;
}

/** Where the waiver stands that lifted it. `undefined`: none did. */
export function waiverPlace(
  { resource, consumer, waivedUntil }: Explanation,
  { guardrails, places, path }: GuardrailFile,
): string | undefined {
  if (waivedUntil === undefined) return undefined;
  const index = guardrails.waivers.findIndex(
    (each) => each.resource === resource && each.consumer === consumer && each.until === waivedUntil,
  );
  const at = places.waivers[index];
  return at && `${path}:${at.line}`;
}
