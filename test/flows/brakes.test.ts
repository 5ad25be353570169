import {
  AcceptResourceShareInvitationCommand,
  GetResourceShareInvitationsCommand,
  RAMClient,
} from '@aws-sdk/client-ram';
import { afterEach, describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import { scopeArn } from '../../src/core/resource.ts';
import { ALLOWED, OUTSIDER, SANDBOX, SCOPE } from '../support/builders.ts';
import { type ServiceInProcess, serviceInProcess } from '../support/service.ts';

let service: ServiceInProcess;
afterEach(() => service.stop());

const OTHERS = ['888877776666', '777766665555'] as const;
const BUDGETS = scopeArn(SCOPE);

async function aShareWith(...principals: readonly string[]): Promise<string> {
  const number = await service.operator.requestNumber();
  const share = await service.operator.share('campaign', [number.arn], principals);
  await service.advance(1);
  return share;
}
const statuses = async (share: string) => (await service.removals(share)).map(({ status }) => status).sort();
const consumers = async (share: string) => Object.keys(await service.operator.principals(share));
const attempts = () =>
  service.cloud.calls.entries().filter(({ operation }) => operation === 'DisassociateResourceShare').length;
const at = () => new Date(service.cloud.world.clock.now()).toISOString();

describe('the budget of removals', () => {
  it('is not passed: what is over it waits, is told, and is made when there is room again', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 1, readdsBeforeStop: 3 } });
    const share = await aShareWith(OUTSIDER, SANDBOX);
    await service.lookAtShare(share);
    expect(await statuses(share)).toEqual(['requested', 'waiting']);
    await service.advance(600);
    await service.lookAtShare(share, { isRecheck: true });
    expect(await statuses(share)).toEqual(['done', 'waiting']);
    expect(await consumers(share)).toHaveLength(1);
    await service.rest();
    expect(await consumers(share)).toEqual([]);
    expect(await statuses(share)).toEqual(['done', 'done']);
  });

  it('rolls: two at the end of one clock hour leave none for the beginning of the next', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 2, readdsBeforeStop: 3 } });
    const share = await aShareWith(OUTSIDER, ...OTHERS);
    for (let minute = 0; minute < 59; minute += 10) {
      await service.lookAtShare(share, { isRecheck: true });
      expect(attempts()).toBe(2);
      await service.advance(590);
    }
    await service.advance(120);
    await service.lookAtShare(share, { isRecheck: true });
    expect(attempts()).toBe(3);
  });

  it.each([
    ['a share', { removalsPerHour: 9, shareRemovalsPerHour: 1 }, [1, 1]],
    [
      'an owner account',
      { removalsPerHour: 1, organizationRemovalsPerHour: 9, shareRemovalsPerHour: 9 },
      [1, 0],
    ],
    ['the organization', { removalsPerHour: 9, organizationRemovalsPerHour: 1 }, [1, 0]],
  ])('of %s holds for all that it is of', async (_, limits, made) => {
    service = await serviceInProcess({ limits: { readdsBeforeStop: 3, ...limits } });
    const shares = [await aShareWith(OUTSIDER, SANDBOX), await aShareWith(OUTSIDER, SANDBOX)];
    const requested: number[] = [];
    for (const share of shares) {
      await service.lookAtShare(share);
      requested.push((await statuses(share)).filter((status) => status === 'requested').length);
    }
    expect(requested).toEqual(made);
  });

  it('that is used up is told once, however many wait for it, beside what they are', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 1, readdsBeforeStop: 3 } });
    const shares = [await aShareWith(OUTSIDER, ...OTHERS), await aShareWith(OUTSIDER, ...OTHERS)];
    for (const share of shares) await service.lookAtShare(share);
    await service.advance(120);
    for (const share of shares) await service.lookAtShare(share, { isRecheck: true });
    await service.advance(1);
    await service.rest();
    const ofBudgets = service.told.filter(({ finding }) => finding.about === BUDGETS);
    const told = ofBudgets.flatMap(({ finding: { body } }) => ('entities' in body ? body.entities : []));
    // The other share's own budget has room.
    expect(told.sort()).toEqual([SCOPE.account, shares[0]].sort());
    for (let hour = 0; hour < 6; hour += 1) {
      await service.advance(3600);
      await service.sweep();
      await service.rest();
    }
    for (const share of shares) expect(await consumers(share)).toEqual([]);
  });

  it('is not held by what RAM refuses for the moment', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 1, readdsBeforeStop: 3 } });
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    const [invited, other] = [await aShareWith(OUTSIDER), await aShareWith(SANDBOX)];
    for (const share of [invited, other]) await service.lookAtShare(share);
    expect([await statuses(invited), await statuses(other)]).toEqual([['waiting'], ['requested']]);
  });

  it('leaves one step of a removal that waits for it, however often it is looked at', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 0, readdsBeforeStop: 3 } });
    const share = await aShareWith(OUTSIDER);
    for (let look = 0; look < 5; look += 1) await service.lookAtShare(share);
    const [removal] = await service.removals(share);
    expect(removal?.steps.map(({ status }) => status)).toEqual(['planned', 'waiting']);
    expect(await consumers(share)).toEqual([OUTSIDER]);
  });

  it('holds across runs at once', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 2, readdsBeforeStop: 3 } });
    const shares = [];
    for (let n = 0; n < 6; n += 1) shares.push(await aShareWith(OUTSIDER));
    await Promise.all(shares.map((share) => service.lookAtShare(share)));
    expect(attempts()).toBe(2);
  });
});

describe('a consumer that the same role puts back again and again', () => {
  const by = (session: string, eventId: string, role = 'Deployer') => ({
    arn: `arn:aws:sts::111122223333:assumed-role/${role}/${session}`,
    userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5',
    eventName: 'AssociateResourceShare',
    eventId,
    at: at(),
    added: [SANDBOX],
    removed: [],
  });
  const putBack = async (share: string, session: string, isNew = true) => {
    if (isNew) await service.operator.addPrincipal(share, SANDBOX);
    await service.advance(1);
    await service.lookAtShare(share, { changes: [by(session, session)] });
    await service.rest();
  };

  it('is left to people after as many times as the file says, with the role and its tool, until they decide', async () => {
    service = await serviceInProcess({ limits: { removalsPerHour: 20, readdsBeforeStop: 2 } });
    const share = await aShareWith(SANDBOX);
    await putBack(share, 'a', false);
    await putBack(share, 'b');
    await putBack(share, 'c');
    expect(await consumers(share)).toEqual([SANDBOX]);
    const [finding] = await service.findings(share);
    expect(finding).toMatchObject({ status: 'open', body: { remedy: { action: 'refuse' } } });
    const reason = 'role/Deployer, by Terraform, has put it back 2 times within a day';
    expect(JSON.stringify(finding?.body)).toContain(reason);

    await service.advance(3 * 24 * 3600);
    await service.lookAtShare(share);
    expect(await consumers(share), 'days later too').toEqual([SANDBOX]);

    await service.operator.removeFromShare(share, { principal: SANDBOX });
    await service.advance(1);
    await service.lookAtShare(share);
    await putBack(share, 'd');
    expect(await consumers(share), 'once somebody has decided').toEqual([]);
  });

  it('is left to people by a run, too, that learns from another whose doing it is', async () => {
    const limits = { removalsPerHour: 20, readdsBeforeStop: 2 };
    service = await serviceInProcess({ limits });
    const share = await aShareWith(SANDBOX);
    await putBack(share, 'a', false);
    await putBack(share, 'b');
    await service.operator.addPrincipal(share, SANDBOX);
    await service.advance(1);
    const { findings } = service.ports;
    const last = by('c', 'c');
    const another: typeof findings = {
      ...findings,
      async open(draft, now) {
        await findings.open({ ...draft, actor: last }, now);
        return findings.open(draft, now);
      },
    };
    await service.lookAtShareUnder({ limits }, share, {}, { findings: another });
    await service.rest();
    expect(await consumers(share)).toEqual([SANDBOX]);
    expect(await service.findings(share)).toMatchObject([
      { status: 'open', body: { remedy: { action: 'refuse', isFight: true } } },
    ]);
  });
});

describe('a removal that reaches further than one account', () => {
  const groups = GUARDRAIL_DEFAULTS.groups;
  const CAMPAIGNS_OU = 'arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-ab12-11111111';
  const guardrails = [{ id: 'only-one', allow: [{ account: ALLOWED }] }];

  it.each([
    ['an OU', { ...groups, forbiddenGroup: 'tell' }, [CAMPAIGNS_OU, ALLOWED], 'every account in it'],
    ['the last consumer', { ...groups, lastConsumer: 'tell' }, [OUTSIDER], 'nobody would be left'],
  ] as const)('of %s is left to people where the file says so', async (_, own, principals, reason) => {
    service = await serviceInProcess({ guardrails, groups: own });
    const share = await aShareWith(...principals);
    await service.lookAtShare(share);
    await service.rest();
    expect((await consumers(share)).sort()).toEqual([...principals].sort());
    expect(await service.removals(share)).toEqual([]);
    const [alert] = service.told;
    expect(alert?.finding.body).toMatchObject({
      remedy: { action: 'refuse', reason: expect.stringContaining(reason) },
    });
  });

  it.each([
    ['an OU', [CAMPAIGNS_OU, ALLOWED], [ALLOWED]],
    ['the last consumer', [OUTSIDER], []],
  ] as const)('of %s is made where the file says nothing', async (_, principals, left) => {
    service = await serviceInProcess({ guardrails });
    const share = await aShareWith(...principals);
    await service.lookAtShare(share);
    await service.rest();
    expect(await consumers(share)).toEqual(left);
  });
});

describe('a removal that waits for an invitation', () => {
  const invited = async () => {
    service = await serviceInProcess();
    service.cloud.world.switches.pendingInvitationBlocksDisassociate = true;
    return aShareWith(OUTSIDER);
  };

  it('is made within one event of its acceptance', async () => {
    const share = await invited();
    await service.lookAtShare(share);
    await service.advance(3600);
    const outsider = new RAMClient({
      ...service.client,
      credentials: { accessKeyId: OUTSIDER, secretAccessKey: 'local' },
    });
    const { resourceShareInvitations: [invitation] = [] } = await outsider.send(
      new GetResourceShareInvitationsCommand({}),
    );
    const { resourceShareInvitationArn } = invitation ?? {};
    await outsider.send(new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn }));
    await service.advance(1);
    await service.lookAtShare(share);
    await service.advance(5);
    expect(await consumers(share)).toEqual([]);
  });

  it('is tried at ever longer intervals, however many events come', async () => {
    const share = await invited();
    for (let look = 0; look < 60; look += 1) {
      await service.lookAtShare(share);
      await service.advance(1);
    }
    expect(attempts()).toBeLessThan(15);
    const [removal] = await service.removals(share);
    expect(removal?.steps.length).toBeLessThan(30);
  });
});

describe('a removal that RAM has accepted and does not make', () => {
  it('is told as stuck after an hour, until it is made', async () => {
    service = await serviceInProcess();
    const share = await aShareWith(SANDBOX);
    service.cloud.world.switches.associationSeconds = 7200;
    const open = async () =>
      (await service.findings(share)).filter(({ status }) => status === 'open').map(({ body }) => body.kind);
    await service.lookAtShare(share);
    await service.advance(3500);
    await service.lookAtShare(share, { isRecheck: true });
    expect(await open()).toEqual(['forbidden-consumer']);
    await service.advance(200);
    await service.lookAtShare(share, { isRecheck: true });
    expect(await open()).toEqual(['forbidden-consumer', 'stuck-removal']);
    await service.advance(7200);
    await service.sweep();
    await service.rest();
    expect(await open()).toEqual([]);
    expect(await consumers(share)).toEqual([]);
  });
});

describe('the trail of a removal', () => {
  it('says of every step when, by whom, because of what and why; and what it would take to undo it', async () => {
    service = await serviceInProcess();
    const share = await aShareWith(OUTSIDER, ALLOWED);
    const change = {
      arn: 'arn:aws:iam::111122223333:user/ann',
      eventId: 'e-1',
      eventName: 'CreateResourceShare',
      at: at(),
      added: [OUTSIDER],
      removed: [],
    };
    await service.lookAtShare(share, { changes: [change] });
    await service.rest();
    const [removal] = await service.removals(share);
    const event = 'CreateResourceShare e-1';
    expect(removal?.steps).toMatchObject([
      { status: 'planned', actor: 'sharewarden', event },
      { status: 'requested', actor: 'sharewarden', event, reason: 'RAM accepted the request' },
      { status: 'done', actor: 'sharewarden', event: 're-check' },
    ]);
    expect(removal?.actor?.arn).toBe(change.arn);
    const [resource] = removal?.resources ?? [];
    expect(removal?.act).toEqual({
      kind: 'share-principal',
      before: {
        resources: [resource],
        sources: [],
        permissions: [
          { arn: expect.stringContaining('AWSRAMDefaultPermission'), version: expect.any(String) },
        ],
      },
    });
  });
});
