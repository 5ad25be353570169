import { describe, expect, it } from 'vitest';
import file from '../../../local/wire/constraints.json' with { type: 'json' };
import { limitsOf } from '../../../local/wire/limits.ts';
import { modelOf } from '../../../local/wire/model.ts';
import type { Shape } from '../../../local/wire/shape.ts';
import { events, organizations, ram, smsVoice, sns, sqs, ssm, sts } from './some-services.ts';

const services = [ram, smsVoice, organizations, events, sqs, sns, sts, ssm].map((service) => service({}));

describe.each(services)('the constraints of $name', (service) => {
  const members = Object.keys(file.services[service.name as keyof typeof file.services].members);

  it('belong to members that the schemas of the SDK hold', () => {
    const known = membersOf(service);
    expect(members.filter((member) => !known.has(member))).toEqual([]);
  });

  it('can be read, every pattern of them', () => {
    for (const member of members) {
      const [structure = '', name = ''] = member.split('.');
      expect(limitsOf(service.name, structure, name)).toBeDefined();
    }
  });
});

/** `Structure.member` of everything that the operations of a service reach. */
function membersOf(service: Parameters<typeof modelOf>[0]): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Shape>();
  const visit = (shape: Shape): void => {
    if (seen.has(shape)) return;
    seen.add(shape);
    if (shape.kind === 'list') visit(shape.element);
    if (shape.kind === 'map') visit(shape.value);
    if (shape.kind !== 'structure') return;
    for (const member of shape.members) {
      found.add(`${shape.name}.${member.name}`);
      visit(member.shape);
    }
  };
  for (const { input, output } of modelOf(service).operations.values()) {
    visit(input);
    visit(output);
  }
  return found;
}
