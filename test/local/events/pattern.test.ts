import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventPattern, InvalidPattern } from '../../../local/events/pattern.ts';

const matches = (pattern: unknown, event: unknown) => eventPattern(JSON.stringify(pattern)).matches(event);

describe('an event pattern', () => {
  const event = {
    source: 'aws.ram',
    'detail-type': 'AWS API Call via CloudTrail',
    resources: ['arn:one', 'arn:two'],
    detail: {
      eventName: 'AssociateResourceShare',
      readOnly: false,
      count: 300,
      nothing: null,
      ip: '10.0.0.17',
      ip6: '2001:db8::7',
      empty: '',
      people: [
        { first: 'Ann', last: 'Lee', pets: [{ kind: 'cat', name: 'Io' }] },
        {
          first: 'Bob',
          last: 'Ray',
          pets: [
            { kind: 'dog', name: 'Ada' },
            { kind: 'cat', name: 'Bo' },
          ],
        },
      ],
    },
  };

  it.each<[string, unknown]>([
    ['an exact text', { source: ['aws.ram'] }],
    ['one of several values', { source: ['aws.sms-voice', 'aws.ram'] }],
    ['a value in an array', { resources: ['arn:two'] }],
    ['a number however written', { detail: { count: [3e2] } }],
    ['false', { detail: { readOnly: [false] } }],
    ['null', { detail: { nothing: [null] } }],
    ['an empty text', { detail: { empty: [''] } }],
    ['a path in one key', { 'detail.eventName': ['AssociateResourceShare'] }],
    ['a prefix', { detail: { eventName: [{ prefix: 'Associate' }] } }],
    ['a prefix in any case', { detail: { eventName: [{ prefix: { 'equals-ignore-case': 'aSSOC' } }] } }],
    ['a suffix', { detail: { eventName: [{ suffix: 'Share' }] } }],
    ['a suffix in any case', { detail: { eventName: [{ suffix: { 'equals-ignore-case': 'SHARE' } }] } }],
    ['a text in any case', { source: [{ 'equals-ignore-case': 'AWS.RAM' }] }],
    ['anything but a text', { source: [{ 'anything-but': 'aws.ec2' }] }],
    ['anything but some texts', { source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] }],
    ['anything but a number', { detail: { count: [{ 'anything-but': 299 }] } }],
    ['anything but a text, for a number', { detail: { count: [{ 'anything-but': '300' }] } }],
    ['anything but, for some element of an array', { resources: [{ 'anything-but': 'arn:one' }] }],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'aws.s' } }] }],
    ['anything but prefixes', { source: [{ 'anything-but': { prefix: ['aws.s', 'x'] } }] }],
    ['anything but a suffix', { source: [{ 'anything-but': { suffix: 's3' } }] }],
    ['anything but in any case', { source: [{ 'anything-but': { 'equals-ignore-case': ['AWS.EC2'] } }] }],
    ['anything but a wildcard', { source: [{ 'anything-but': { wildcard: '*.ec2' } }] }],
    ['a field that is there', { detail: { eventName: [{ exists: true }] } }],
    ['a null that is there', { detail: { nothing: [{ exists: true }] } }],
    ['a field that is not there', { detail: { errorCode: [{ exists: false }] } }],
    ['a field that is not there or has a value', { detail: { errorCode: ['X', { exists: false }] } }],
    ['an object in the place of a value', { detail: [{ exists: false }] }],
    ['a number in a range', { detail: { count: [{ numeric: ['>', 0, '<=', 300] }] } }],
    ['a number that is equal', { detail: { count: [{ numeric: ['=', 300] }] } }],
    ['a wildcard', { detail: { eventName: [{ wildcard: 'Assoc*Resource*e' }] } }],
    ['a wildcard for nothing', { source: [{ wildcard: '*aws.ram*' }] }],
    ['an IPv4 network', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }],
    ['an IPv6 network', { detail: { ip6: [{ cidr: '2001:db8::/32' }] } }],
    ['one side of $or', { $or: [{ source: ['x'] }, { detail: { count: [300] } }] }],
    [
      '$or below a field',
      { detail: { $or: [{ count: [1] }, { readOnly: [false] }], eventName: [{ prefix: 'A' }] } },
    ],
    ['$or in $or', { $or: [{ source: ['x'] }, { $or: [{ source: ['y'] }, { source: ['aws.ram'] }] }] }],
    ['two fields of one element', { detail: { people: { first: ['Bob'], last: ['Ray'] } } }],
    [
      'fields at two depths of one element',
      { detail: { people: { last: ['Ray'], pets: { kind: ['cat'], name: ['Bo'] } } } },
    ],
  ])('matches %s', (_, pattern) => {
    expect(matches(pattern, event)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['another text', { source: ['aws.sms-voice'] }],
    ['a text in another case', { source: ['AWS.RAM'] }],
    ['a part of a text', { source: ['aws'] }],
    ['a text for a number', { detail: { count: ['300'] } }],
    ['a text for null', { detail: { nothing: ['null'] } }],
    ['a field that is missing', { detail: { missing: ['x'] } }],
    ['one field of two', { source: ['aws.ram'], detail: { count: [1] } }],
    ['anything but, on a missing field', { detail: { missing: [{ 'anything-but': 'x' }] } }],
    ['anything but the value', { source: [{ 'anything-but': ['aws.ec2', 'aws.ram'] }] }],
    ['anything but its prefix', { source: [{ 'anything-but': { prefix: ['x', 'aws.'] } }] }],
    ['anything but its suffix', { source: [{ 'anything-but': { suffix: '.ram' } }] }],
    [
      'anything but it in another case',
      { source: [{ 'anything-but': { 'equals-ignore-case': 'AWS.RAM' } }] },
    ],
    ['anything but its wildcard', { source: [{ 'anything-but': { wildcard: 'aws.*' } }] }],
    ['a field that must not be there', { source: [{ exists: false }] }],
    ['an object, as if it were a value', { detail: { people: [{ exists: true }] } }],
    ['a number at an open end', { detail: { count: [{ numeric: ['>', 300] }] } }],
    ['numeric for a text', { detail: { ip: [{ numeric: ['>', 0] }] } }],
    ['a prefix of a number', { detail: { count: [{ prefix: '3' }] } }],
    ['a wildcard that needs its end twice', { source: [{ wildcard: 'aws.ram*ram' }] }],
    ['a wildcard with its literals out of order', { source: [{ wildcard: '*ram*aws*' }] }],
    ['an address outside of a network', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }],
    ['an IPv4 address in an IPv6 network', { detail: { ip: [{ cidr: '::/0' }] } }],
    ['neither side of $or', { $or: [{ source: ['x'] }, { detail: { count: [1] } }] }],
    ['two fields of two elements', { detail: { people: { first: ['Ann'], last: ['Ray'] } } }],
    ['the pet of another', { detail: { people: { first: ['Ann'], pets: { name: ['Bo'] } } } }],
    ['two pets of one person', { detail: { people: { pets: { kind: ['dog'], name: ['Bo'] } } } }],
  ])('does not match %s', (_, pattern) => {
    expect(matches(pattern, event)).toBe(false);
  });

  it.each<[string, unknown, string]>([
    ['a bare value', { source: 'aws.ram' }, '"source" must be an object or an array'],
    ['no object', ['aws.ram'], 'Filter is not an object'],
    ['nothing', {}, 'Empty objects are not allowed'],
    ['an empty list', { source: [] }, 'Empty arrays are not allowed'],
    ['an empty object', { detail: {} }, 'Empty objects are not allowed'],
    ['an unknown condition', { source: [{ contains: 'x' }] }, 'Unrecognized match type contains'],
    [
      'two conditions in one',
      { source: [{ prefix: 'a', suffix: 'b' }] },
      'Only one key allowed in match expression',
    ],
    ['a prefix of a number', { source: [{ prefix: 5 }] }, 'prefix match pattern must be a string'],
    [
      'exists with a text',
      { source: [{ exists: 'true' }] },
      'exists match pattern must be either true or false',
    ],
    ['a list in a list', { source: [['a']] }, 'Arrays are not allowed in a list of values'],
    [
      'a mixed anything-but',
      { source: [{ 'anything-but': ['a', 1] }] },
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [
      'anything but true',
      { source: [{ 'anything-but': true }] },
      'Inside anything but list, only strings and numbers are supported',
    ],
    ['anything but nothing', { source: [{ 'anything-but': [] }] }, 'Empty arrays are not allowed'],
    ['an upside-down range', { n: [{ numeric: ['>', 5, '<', 5] }] }, 'Bottom must be less than top'],
    [
      'a range of one side',
      { n: [{ numeric: ['>', 5, '>', 6] }] },
      'Too many terms in numeric range expression',
    ],
    ['an unknown operator', { n: [{ numeric: ['!=', 5] }] }, 'Unrecognized numeric range operator: !='],
    [
      'a number that is too large',
      { n: [{ numeric: ['<', 5_000_000_001] }] },
      'Value must be between -5000000000 and 5000000000, inclusive',
    ],
    ['two wildcards in a row', { n: [{ wildcard: 'a**b' }] }, 'Consecutive wildcard characters at pos 1'],
    ['a bad escape', { n: [{ wildcard: 'a\\b' }] }, 'Invalid escape character at pos 1'],
    ['a bad network', { n: [{ cidr: '10.0.0.0/33' }] }, "Malformed CIDR, one '/' required: 10.0.0.0/33"],
    [
      'a field in and out of $or',
      { source: ['a'], $or: [{ source: ['b'] }, { id: ['c'] }] },
      '"source" stands both inside and outside of $or',
    ],
  ])('is refused for %s', (_, pattern, reason) => {
    expect(() => matches(pattern, {})).toThrow(new InvalidPattern(reason));
  });

  it('is refused when it is no JSON', () => {
    expect(() => eventPattern('{')).toThrow(InvalidPattern);
  });

  it('is refused when $or multiplies to more than a thousand', () => {
    const or = (name: string) => ({
      $or: Array.from({ length: 11 }, (_, index) => ({ [`${name}${index}`]: ['x'] })),
    });
    expect(() => matches({ a: or('a'), b: or('b'), c: or('c') }, {})).toThrow(/more than 1000 combinations/);
  });

  it('asks for a missing field among the elements chosen so far', () => {
    const people = [{ a: 1, z: 1 }, { a: 2 }];
    expect(matches({ people: { a: [2], z: [{ exists: false }] } }, { people })).toBe(true);
    expect(matches({ people: { a: [1], z: [{ exists: false }] } }, { people })).toBe(false);
  });

  it('matches escaped wildcards as themselves', () => {
    expect(matches({ a: [{ wildcard: 'a\\*b\\\\*' }] }, { a: 'a*b\\c' })).toBe(true);
    expect(matches({ a: [{ wildcard: 'a\\*b' }] }, { a: 'axb' })).toBe(false);
  });
});

describe('any event', () => {
  const word = fc.stringMatching(/^[a-cA-C]{0,4}$/);
  const flat = fc.dictionary(fc.constantFrom('a', 'b', 'c'), word);

  it('matches the pattern that lists its own values', () => {
    fc.assert(
      fc.property(flat, (event) => {
        fc.pre(Object.keys(event).length > 0);
        const pattern = Object.fromEntries(Object.entries(event).map(([name, value]) => [name, [value]]));
        expect(matches(pattern, event)).toBe(true);
      }),
    );
  });

  it('has a field or lacks it, never both', () => {
    fc.assert(
      fc.property(flat, (event) => {
        const there = matches({ a: [{ exists: true }] }, event);
        expect(matches({ a: [{ exists: false }] }, event)).toBe(!there);
      }),
    );
  });

  it('matches anything-but exactly when it has the field and not the value', () => {
    fc.assert(
      fc.property(flat, word, (event, value) => {
        const expected = event.a !== undefined && event.a !== value;
        expect(matches({ a: [{ 'anything-but': value }] }, event)).toBe(expected);
      }),
    );
  });

  it('matches $or exactly when it matches one of its sides', () => {
    fc.assert(
      fc.property(flat, word, word, (event, one, other) => {
        const sides = [{ a: [one] }, { b: [other] }];
        const expected = sides.some((side) => matches(side, event));
        expect(matches({ $or: sides }, event)).toBe(expected);
      }),
    );
  });

  it('matches a wildcard exactly when the regular expression of it does', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^(\*?[ab]){0,5}\*?$/),
        fc.stringMatching(/^[ab]{0,8}$/),
        (wildcard, text) => {
          const expected = new RegExp(`^${wildcard.replaceAll('*', '.*')}$`).test(text);
          expect(matches({ a: [{ wildcard }] }, { a: text })).toBe(expected);
        },
      ),
    );
  });
});
