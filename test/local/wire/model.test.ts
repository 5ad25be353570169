import { describe, expect, it } from 'vitest';
import { createIdentities } from '../../../local/identities.ts';
import { modelOf } from '../../../local/wire/model.ts';
import { protocolOf } from '../../../local/wire/protocols.ts';
import { ram } from './some-services.ts';

describe('the model of a service', () => {
  it('is read once, however many clouds are made of it', () => {
    expect(modelOf(ram({}))).toBe(modelOf(ram({})));
  });

  it('refuses a package without operations', () => {
    expect(() => modelOf({ name: 'ram', model: { createIdentities } })).toThrow('holds no operation schemas');
  });

  it('refuses HTTP bindings that are not served, rather than to answer wrongly', () => {
    // As an SDK package would export them: a structure with one member in a header, and its operation.
    const input = [3, 'com.example', 'In', 0, ['token'], [[0, { httpHeader: 'x-token' }]]];
    const model = {
      Get$: [9, 'com.example', 'Get', { http: ['GET', '/get', 200] }, () => input, () => input],
    };
    const operation = modelOf({ name: 'example', model }).operations.get('Get');
    expect(() => operation?.input.members).toThrow('In.token is bound by httpHeader');
  });
});

describe('a service whose protocol is not known', () => {
  it('is refused', () => {
    expect(() => protocolOf({ ...ram({}), name: 's3' })).toThrow('s3: no protocol is known');
  });
});
