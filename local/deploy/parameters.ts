import type { TemplateParameter } from './template.ts';

/**
 * The values of a template's parameters: what is given, else their defaults. Lists become arrays, and a parameter of
 * type `AWS::SSM::Parameter::Value<…>` becomes the value of the SSM parameter that it names.
 *
 * @param stored the value of an SSM parameter, or `undefined`.
 * @throws naming every parameter that lacks a value, is not in the template, or has a value that it does not allow.
 */
export function parameterValues(
  parameters: Readonly<Record<string, TemplateParameter>>,
  given: Readonly<Record<string, string>>,
  stored: (name: string) => string | undefined,
): ReadonlyMap<string, unknown> {
  const surplus = Object.keys(given).filter((name) => !Object.hasOwn(parameters, name));
  if (surplus.length > 0) throw new Error(`the template has no parameter ${surplus.join(', ')}`);
  const missing = Object.entries(parameters)
    .filter(([name, { Default }]) => given[name] === undefined && Default === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw new Error(`the template needs a value for ${missing.join(', ')}`);
  return new Map(
    Object.entries(parameters).map(([name, parameter]) => {
      const text = String(given[name] ?? parameter.Default);
      return [name, chosenValue(name, parameter, text, stored)] as const;
    }),
  );
}

function chosenValue(
  name: string,
  { Type, AllowedValues, AllowedPattern }: TemplateParameter,
  text: string,
  stored: (name: string) => string | undefined,
): unknown {
  if (AllowedValues && !AllowedValues.some((each) => String(each) === text)) {
    throw new Error(`parameter ${name} is one of ${AllowedValues.join(', ')}, not ${text}`);
  }
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(text)) {
    throw new Error(`parameter ${name} has to match ${AllowedPattern}`);
  }
  const [, storedType] = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(Type) ?? [];
  if (!storedType) return typed(name, Type, text);
  const value = stored(text);
  if (value === undefined) {
    throw new Error(`parameter ${name} names the SSM parameter ${text}, which is not there`);
  }
  return typed(name, storedType, value);
}

function typed(name: string, type: string, text: string): unknown {
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    return text === '' ? [] : text.split(',').map((part) => part.trim());
  }
  if (type === 'Number' && (text.trim() === '' || Number.isNaN(Number(text)))) {
    throw new Error(`parameter ${name} is a number, not ${text}`);
  }
  return text;
}
