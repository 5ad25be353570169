import type { Guardrails } from '../src/core/guardrail.ts';
import type { Scope } from '../src/core/resource.ts';
import { consoleRoutes } from './console/index.ts';
import { onlooker } from './console/onlooker.ts';
import { accountRoutes } from './control/accounts.ts';
import { faultRoutes } from './control/faults.ts';
import { controlApi } from './control/index.ts';
import { recordRoutes } from './control/records.ts';
import type { ControlAnswer, ControlRequest } from './control/route.ts';
import { slackRoutes } from './control/slack.ts';
import type { SlackInbox } from './control/slack-inbox.ts';
import { pressRoutes, type SlackApp } from './control/slack-press.ts';
import { switchRoutes } from './control/switches.ts';
import { timeRoutes } from './control/time.ts';
import { DYNAMODB_OPERATIONS } from './dynamodb/index.ts';
import type { InFlight } from './in-flight.ts';
import { serviceRecords, sideDoor } from './service-records.ts';
import type { CloudServices } from './services.ts';
import type { Gateway } from './wire/index.ts';
import type { World } from './world.ts';

/** What of a cloud is controlled and shown. */
export interface ControlledCloud {
  readonly world: World;
  readonly work: InFlight;
  readonly gateway: Gateway;
  readonly services: CloudServices;
  readonly slack: SlackInbox;
  /** The app in Slack whose buttons people press. `undefined`: the service takes no presses. */
  readonly slackApp: () => SlackApp | undefined;
  readonly isReady: () => boolean;
  /** Those that are deployed. `undefined`: nothing is. */
  readonly guardrails: () => Guardrails | undefined;
  /** Where the service is deployed. */
  readonly scope: Scope;
}

/** The control API and the console page of a cloud. `changed`: tells those who watch that something may have changed. */
export function cloudControl(cloud: ControlledCloud): {
  readonly answer: (request: ControlRequest) => Promise<ControlAnswer>;
  readonly changed: () => void;
} {
  const { world, work, gateway, slack, slackApp: app, isReady, scope, guardrails } = cloud;
  const { simulated, eventBridge, associationFaults, sns, dynamoDb } = cloud.services;
  const tables = sideDoor(dynamoDb, scope);
  const operations = simulated.map((each) => [each.name, Object.keys(each.operations)] as const);
  const lookOn = lazily(() => onlooker({ world, services: cloud.services, scope, guardrails }));
  const page = consoleRoutes({
    page: () => lookOn()(),
    cloud: () => ({
      aheadSeconds: Math.round(world.clock.offsetMs() / 1000),
      slack: slack.messages().slice(-SHOWN),
      events: eventBridge.events().slice(-SHOWN),
      calls: gateway.calls.entries().slice(-SHOWN),
    }),
  });
  const answer = controlApi([
    recordRoutes({
      isReady,
      sns: sns.published,
      events: eventBridge.events,
      calls: gateway.calls.entries,
      kept: (kind) => serviceRecords(tables, kind),
    }),
    slackRoutes(slack),
    pressRoutes({
      clock: world.clock,
      hex: world.hex,
      app,
      message: (channel, ts) =>
        slack.messages().find((each) => each.target === channel && 'ts' in each && each.ts === ts)?.body,
    }),
    timeRoutes(world.clock, work),
    faultRoutes({
      calls: gateway.faults,
      events: eventBridge.faults,
      associations: associationFaults,
      slack,
      services: new Map([...operations, ['dynamodb', DYNAMODB_OPERATIONS]]),
    }),
    switchRoutes(world.switches),
    accountRoutes(() => world.peers.organizations),
    page.routes,
  ]);
  return {
    changed: page.changed,
    async answer(request) {
      const answered = await answer(request);
      if (request.method !== 'GET') page.changed();
      return answered;
    },
  };
}

/** What of the longest lists is shown on the console. */
const SHOWN = 500;

/** Made when it is first wanted: most clouds are looked at by nobody. */
function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
