import { GUARDRAIL_DEFAULTS, type Guardrails } from '../core/guardrail.ts';
import { keyOffset, offsetOf } from './place.ts';
import type { Position } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

type Section = Exclude<keyof typeof GUARDRAIL_DEFAULTS, 'waivers'>;

/** `mode`, or a key of a section: `shares.external`. */
export type Setting =
  | 'organization'
  | 'mode'
  | { [Name in Section]: `${Name}.${keyof Guardrails[Name] & string}` }[Section];

/** Where things stand in the guardrail file. */
export interface GuardrailPlaces {
  /** By id. */
  readonly guardrails: ReadonlyMap<string, Position>;
  /** In the order of the waivers. */
  readonly waivers: readonly Position[];
  /** Of the keys; only those that are written. */
  readonly settings: ReadonlyMap<Setting, Position>;
}

/** @param file which the guardrails were read from. */
export function guardrailPlaces(file: YamlFile, { guardrails, waivers }: Guardrails): GuardrailPlaces {
  const { document, positionAt } = file;
  const entryAt = (list: 'guardrails' | 'waivers', index: number) =>
    positionAt(offsetOf(document, [list, index]));
  return {
    guardrails: new Map(guardrails.map(({ id }, index) => [id, entryAt('guardrails', index)])),
    waivers: waivers.map((_, index) => entryAt('waivers', index)),
    settings: new Map(
      settingsIn(file.value).map((setting) => [setting, positionAt(keyOffset(document, setting.split('.')))]),
    ),
  };
}

function settingsIn(value: unknown): readonly Setting[] {
  const sections = Object.keys(GUARDRAIL_DEFAULTS).filter((key) => key !== 'waivers');
  const written = Object.entries(Object(value)).flatMap(([key, section]) =>
    sections.includes(key) ? Object.keys(Object(section)).map((name) => `${key}.${name}`) : [],
  );
  // The schema takes no other keys.
  return ['organization', 'mode', ...(written as Setting[])];
}
