import * as z from 'zod';
import { document } from './forms.ts';
import { resourceType } from './resource.ts';

export const role = resourceType(
  z.looseObject({
    RoleName: z.string().optional(),
    Path: z.string().default('/'),
    AssumeRolePolicyDocument: document,
    Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: document })).default([]),
    ManagedPolicyArns: z.array(z.string()).default([]),
  }),
  ({ RoleName, Path, ...properties }, { scope, targets, inventedName, made }) => {
    const name = RoleName ?? inventedName();
    const arn = `arn:aws:iam::${scope.account}:role${Path}${name}`;
    targets.permissions.addRole({
      arn,
      trust: properties.AssumeRolePolicyDocument,
      policies: properties.Policies.map(({ PolicyDocument }) => PolicyDocument),
      managedPolicyArns: properties.ManagedPolicyArns,
    });
    made.roles.set(name, arn);
    return { ref: name, attributes: { Arn: arn } };
  },
);

export const policy = resourceType(
  z.looseObject({ PolicyName: z.string(), PolicyDocument: document, Roles: z.array(z.string()).default([]) }),
  ({ PolicyName, PolicyDocument, Roles }, { targets, made }) => {
    for (const name of Roles) {
      const arn = made.roles.get(name);
      if (arn === undefined) throw new Error(`the template makes no role ${name}`);
      targets.permissions.putRolePolicy(arn, PolicyDocument);
    }
    return { ref: PolicyName };
  },
);
