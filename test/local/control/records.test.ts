import { describe, expect, it } from 'vitest';
import { type Records, recordRoutes } from '../../../local/control/records.ts';
import { asking } from './api.ts';

const nothing: Records = {
  isReady: () => true,
  sns: () => [],
  events: () => [],
  calls: () => [],
  kept: async () => [],
};
const ask = (records: Partial<Records>, line: string) =>
  asking(recordRoutes({ ...nothing, ...records }))(line);

describe('what the cloud has on record', () => {
  it.each(['sns', 'events', 'calls', 'removals', 'findings'])(
    'shows no %s as an empty list',
    async (name) => {
      expect(await ask({}, `GET /_local/${name}`)).toEqual({ status: 200, body: [] });
    },
  );

  it('shows removals and findings apart', async () => {
    const kept: Records['kept'] = async (kind) => [{ id: kind }];
    expect(await ask({ kept }, 'GET /_local/removals')).toMatchObject({ body: [{ id: 'removal' }] });
    expect(await ask({ kept }, 'GET /_local/findings')).toMatchObject({ body: [{ id: 'finding' }] });
  });

  it('is an error, not an empty list, where the table can not be read', async () => {
    const kept = () => Promise.reject(new Error('ResourceNotFoundException'));
    expect(await ask({ kept }, 'GET /_local/findings')).toEqual({
      status: 500,
      body: { error: 'ResourceNotFoundException' },
    });
  });

  it('is ready once everything is there', async () => {
    expect(await ask({ isReady: () => false }, 'GET /_local/ready')).toMatchObject({ status: 503 });
    expect(await ask({}, 'GET /_local/ready')).toEqual({ status: 200, body: { ready: true } });
  });
});
