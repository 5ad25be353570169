import type { Operation } from '../../service.ts';
import type { Parts } from '../parts.ts';

/** EnableSharingWithAwsOrganization. Repeating it changes nothing. */
export const organizationOperations = ({ sharing }: Parts): Readonly<Record<string, Operation>> => ({
  EnableSharingWithAwsOrganization: (_input: unknown, { caller }) => {
    sharing.enable(caller.account);
    return { returnValue: true };
  },
});
