import { createIdentities } from '../../local/identities.ts';
import type { Service } from '../../local/service.ts';
import { createGateway, inProcessHandler, type RawService } from '../../local/wire/index.ts';
import type { World } from '../../local/world.ts';

/**
 * Settings of an SDK client that reaches these services through the wire, without a socket.
 *
 * @param raw services that answer for themselves, by signing name.
 */
export function sdkSettings(
  world: World,
  services: readonly Service[],
  {
    account = '111122223333',
    raw = {},
  }: { account?: string; raw?: Readonly<Record<string, RawService>> } = {},
) {
  const identities = createIdentities({ world, defaultAccount: '111122223333' });
  const gateway = createGateway({ world, services, raw, identities, defaultRegion: 'us-east-1' });
  return {
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    credentials: { accessKeyId: account, secretAccessKey: 'any' },
    requestHandler: inProcessHandler(gateway),
    maxAttempts: 1,
  };
}
