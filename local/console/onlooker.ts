import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { TABLE } from '../../src/cli/operating/operating.ts';
import { gathered } from '../../src/cli/report/gathered.ts';
import type { Guardrails } from '../../src/core/guardrail.ts';
import { GUARDRAIL_DEFAULTS } from '../../src/core/guardrail.ts';
import type { Scope } from '../../src/core/resource.ts';
import type { PageData } from '../../src/page/page-data.ts';
import { connectReporting } from '../../src/runtime/connect-reporting.ts';
import type { CloudServices } from '../services.ts';
import { createGateway, inProcessHandler } from '../wire/index.ts';
import type { World } from '../world.ts';

/** What somebody who only looks on needs of a cloud. */
export interface Looked {
  readonly world: World;
  readonly services: Pick<CloudServices, 'simulated' | 'dynamoDb' | 'identities'>;
  /** The owner account in whose eyes it is seen, and where Sharewarden is deployed. */
  readonly scope: Scope;
  /** Those that are deployed. `undefined`: nothing is. */
  readonly guardrails: () => Guardrails | undefined;
}

/**
 * Reads what the page draws, as `sharewarden report` would, and leaves no trace: by an entrance of its own, whose calls
 * are in no list, strike no fault, count for no rate and take none of the cloud's chance. While nothing changes it answers the same.
 */
export function onlooker({ world, services, scope, guardrails }: Looked): () => Promise<PageData> {
  const entrance = createGateway({
    world: { ...world, uuid: randomUUID },
    services: services.simulated,
    raw: { dynamodb: services.dynamoDb.handle },
    identities: services.identities,
    defaultRegion: scope.region,
    isUnlimited: true,
  });
  const clock = { now: () => new Date(world.clock.now()).toISOString() };
  const client = {
    requestHandler: inProcessHandler(entrance),
    region: scope.region,
    credentials: { accessKeyId: scope.account, secretAccessKey: 'local' },
  };
  let last: PageData | undefined;
  return async () => {
    entrance.calls.clear();
    // A connection of its own each time, as it remembers where accounts are.
    const aws = connectReporting({ client, clock, sleep: async () => {}, speed: Number.POSITIVE_INFINITY });
    const table = (await aws.tables()).find((name) => TABLE.test(name));
    const data = await gathered(scope, guardrails() ?? nothingForbidden(world), table, aws);
    // That it was read later is no news.
    if (!last || !isDeepStrictEqual({ ...data, readAt: last.readAt }, last)) last = data;
    return last;
  };
}

const nothingForbidden = ({ peers }: World): Guardrails => ({
  ...GUARDRAIL_DEFAULTS,
  organization: peers.organizations.organization()?.id ?? 'o-none',
  mode: 'observe',
  guardrails: [],
});
