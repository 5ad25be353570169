import { type Scope, smsResource } from '../../src/core/resource.ts';
import type { VirtualClock } from '../clock.ts';
import { arnOf } from './arns.ts';
import type { Resource, ResourceOf } from './resources.ts';

/** All SMS resources of all accounts and Regions, by ARN. */
export interface Store {
  find<T extends Resource['type']>(type: T, arn: string): ResourceOf<T> | undefined;
  /** In one scope, or everywhere. */
  list<T extends Resource['type']>(type: T, scope?: Scope): readonly ResourceOf<T>[];
  put(resource: Resource): void;
  /** Changes a resource that is still there; otherwise nothing happens. */
  change<T extends Resource['type']>(
    type: T,
    arn: string,
    change: (now: ResourceOf<T>) => ResourceOf<T>,
  ): void;
  remove(arn: string): void;
}

/** The opt-out list that every account has in every Region, and that can't be deleted. */
export const DEFAULT_OPT_OUT_LIST = 'Default';

export function createStore(clock: VirtualClock): Store {
  const resources = new Map<string, Resource>();
  const put = (resource: Resource) => void resources.set(resource.arn, resource);

  /** The default list is there from the start; it is made when somebody first looks. */
  const ensureDefaultList = (scope: Scope): void => {
    const arn = arnOf(scope, 'opt-out-list', DEFAULT_OPT_OUT_LIST);
    const list = { type: 'opt-out-list', arn, scope, name: DEFAULT_OPT_OUT_LIST } as const;
    if (!resources.has(arn)) put({ ...list, numbers: new Map(), createdAt: new Date(clock.now()) });
  };

  return {
    find: (type, arn) => {
      const parsed = smsResource(arn);
      if (parsed?.type === 'opt-out-list' && parsed.name === DEFAULT_OPT_OUT_LIST) {
        ensureDefaultList(parsed.scope);
      }
      const found = resources.get(arn);
      return found && isOf(type)(found) ? found : undefined;
    },
    list: (type, scope) => {
      if (scope && type === 'opt-out-list') ensureDefaultList(scope);
      return [...resources.values()].filter(isOf(type)).filter((each) => !scope || isIn(scope, each));
    },
    put,
    change: (type, arn, change) => {
      const now = resources.get(arn);
      if (now && isOf(type)(now)) put(change(now));
    },
    remove: (arn) => void resources.delete(arn),
  };
}

const isOf =
  <T extends Resource['type']>(type: T) =>
  (resource: Resource): resource is ResourceOf<T> =>
    resource.type === type;

const isIn = (scope: Scope, { scope: its }: Resource): boolean =>
  its.account === scope.account && its.region === scope.region;
