import * as z from 'zod';
import type { OrganizationsTruth } from '../world.ts';
import { bodyOf, exactly } from './body.ts';
import { ok, Refusal, type Route } from './route.ts';

const Placement = exactly({
  account: z.string().regex(/^\d{12}$/, 'an account id has twelve digits'),
  ouPath: z.string().nullable().optional(),
  leave: z.boolean().optional(),
  state: z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']).optional(),
});

/** Who is where in the organization. */
export function accountRoutes(organizations: () => OrganizationsTruth): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/_local/accounts',
      about:
        'puts an account at an OU path, or takes it out: {account, ouPath: "Campaigns/Spring" | "" (the root) | null} or {account, leave: true}; or sets its state: {account, state: "SUSPENDED" | "CLOSED" | "PENDING_CLOSURE" | "ACTIVE"}',
      answer(request) {
        const { account, ouPath, leave, state } = bodyOf(request, Placement);
        const truth = organizations();
        if (!truth.organization()) throw new Refusal(409, 'this cloud has no organization');
        const leaves = leave === true || ouPath === null;
        if (leaves && typeof ouPath === 'string') {
          throw new Refusal(400, 'leave and ouPath contradict each other');
        }
        if (leaves && state !== undefined) throw new Refusal(400, 'leave and state contradict each other');
        try {
          const isPlaced = leaves || ouPath !== undefined || state === undefined;
          if (isPlaced) truth.place(account, leaves ? undefined : (ouPath ?? ''));
          if (state !== undefined) truth.setState(account, state);
        } catch (error) {
          // All that an organization refuses here, such as a path too deep, is the request's fault.
          throw new Refusal(400, error instanceof Error ? error.message : String(error));
        }
        return ok({ account, path: truth.pathOf(account) ?? null, state: truth.stateOf(account) ?? null });
      },
    },
  ];
}
