/**
 * Replaces `{{resolve:ssm:name}}` and `{{resolve:ssm-secure:name}}`, with or without a version, in every text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 *
 * @param stored the value of an SSM parameter, or `undefined`.
 * @throws for a parameter that is not there, and for other services.
 */
export function resolveDynamic(value: unknown, stored: (name: string) => string | undefined): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (_, service: string, rest: string) => {
      if (!service.startsWith('ssm')) throw new Error(`dynamic references to ${service} are not simulated`);
      const name = rest.replace(/:\d+$/, '');
      const found = stored(name);
      if (found === undefined) throw new Error(`there is no SSM parameter ${name}`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((each) => resolveDynamic(each, stored));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolveDynamic(each, stored)]));
}

const REFERENCE = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;
