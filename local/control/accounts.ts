import * as z from 'zod';
import type { OrganizationsTruth } from '../world.ts';
import { bodyOf, exactly } from './body.ts';
import { ok, Refusal, type Route } from './route.ts';

const Placement = exactly({
  account: z.string().regex(/^\d{12}$/, 'an account id has twelve digits'),
  ouPath: z.string().nullable().optional(),
  leave: z.boolean().optional(),
});

/** Who is where in the organization. */
export function accountRoutes(organizations: () => OrganizationsTruth): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/_local/accounts',
      about:
        'puts an account at an OU path, or takes it out: {account, ouPath: "Campaigns/Spring" | "" (the root) | null} or {account, leave: true}',
      answer(request) {
        const { account, ouPath, leave } = bodyOf(request, Placement);
        const truth = organizations();
        if (!truth.organization()) throw new Refusal(409, 'this cloud has no organization');
        const leaves = leave === true || ouPath === null;
        if (leaves && typeof ouPath === 'string') {
          throw new Refusal(400, 'leave and ouPath contradict each other');
        }
        try {
          truth.place(account, leaves ? undefined : (ouPath ?? ''));
        } catch (error) {
          // All that an organization refuses here, such as a path too deep, is the request's fault.
          throw new Refusal(400, error instanceof Error ? error.message : String(error));
        }
        return ok({ account, path: truth.pathOf(account) ?? null });
      },
    },
  ];
}
