import { GetResourceShareAssociationsCommand, ListSourceAssociationsCommand } from '@aws-sdk/client-ram';
import { describe, expect, it } from 'vitest';
import { createAssociationFaults } from '../../../local/ram/association-faults.ts';
import { aCloud, CAMPAIGNS, OUTSIDE, OWNER, POOL, SANDBOX, SERVICE, type TestCloud } from './a-cloud.ts';

async function principals(cloud: TestCloud) {
  const command = new GetResourceShareAssociationsCommand({ associationType: 'PRINCIPAL' });
  const { resourceShareAssociations = [] } = await cloud.client().send(command);
  return resourceShareAssociations.map(({ status, statusMessage }) => [status, statusMessage]);
}

describe('a fault of associations', () => {
  it('lets new ones fail with its message, and RAM tell of it', async () => {
    const cloud = await aCloud();
    await cloud.share({ resourceArns: [POOL], principals: [SANDBOX] });
    cloud.emitted.length = 0;
    cloud.ram.faults.set({ fail: true, message: 'no luck' });
    await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS] });
    expect(await principals(cloud)).toEqual([
      ['ASSOCIATED', undefined],
      ['FAILED', 'no luck'],
    ]);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([]);
    expect(cloud.sharedWith(SANDBOX)).toEqual([POOL]);
    expect(cloud.nativeEvents()).toEqual([`${OWNER} failed`]);
  });

  it('hits what settles while it is there, and the next try goes through', async () => {
    const cloud = await aCloud();
    cloud.ram.faults.set({ fail: 1 });
    const arn = await cloud.share({ resourceArns: [POOL], principals: [CAMPAIGNS, OUTSIDE] });
    expect(await principals(cloud)).toEqual([
      ['FAILED', 'The association failed.'],
      ['ASSOCIATING', undefined],
    ]);
    cloud.ram.faults.clear();
    await cloud.associate(arn, { resourceArns: [POOL], principals: [CAMPAIGNS] });
    await cloud.pass(1);
    expect(cloud.sharedWith(CAMPAIGNS)).toEqual([POOL]);
  });

  it('shows on sources too', async () => {
    const cloud = await aCloud();
    cloud.ram.faults.set({ fail: true, message: 'no luck' });
    await cloud.share({ principals: [SERVICE] });
    const { sourceAssociations } = await cloud.client().send(new ListSourceAssociationsCommand({}));
    expect(sourceAssociations).toMatchObject([
      { sourceId: OWNER, status: 'FAILED', statusMessage: 'no luck' },
    ]);
  });

  it.each([
    [true, 0.99, true],
    [1, 0.99, true],
    [0.5, 0.49, true],
    [0.5, 0.5, false],
    [false, 0, false],
    [0, 0, false],
  ])('of %j strikes at a chance of %d: %j', (fail, chance, strikes) => {
    const faults = createAssociationFaults({ random: () => chance });
    expect(faults.strike()).toBeUndefined();
    faults.set({ fail });
    expect(faults.strike() !== undefined).toBe(strikes);
    expect(faults.current()).toEqual({ fail });
  });
});
