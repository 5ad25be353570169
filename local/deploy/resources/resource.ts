import type * as z from 'zod';
import type { Scope } from '../../../src/core/resource.ts';
import type { Targets } from '../targets.ts';

/** What a resource type may use while one of its resources is made. */
export interface Making {
  readonly logicalId: string;
  readonly scope: Scope;
  readonly targets: Targets;
  /** A name as CloudFormation makes one up: `stack-LogicalId-0123456789ab`. */
  readonly inventedName: () => string;
  /** Folder or zip file with the code of a function. */
  readonly artifact: (code: FunctionCode) => string;
  /** What later resources ask of earlier ones. */
  readonly made: {
    /** By ARN. */
    readonly functions: Map<string, { readonly roleArn: string; readonly timeoutSeconds: number }>;
    /** Seconds by queue ARN. */
    readonly visibilityTimeouts: Map<string, number>;
    /** ARNs by role name. */
    readonly roles: Map<string, string>;
  };
  /** To be done when everything is there, such as a check that AWS makes whenever it gets to it. */
  readonly finally: (check: () => void) => void;
}

/** What a template says about the code of a function. */
export interface FunctionCode {
  readonly logicalId: string;
  readonly functionName: string;
  /** Its `Code` property, resolved. */
  readonly code: Readonly<Record<string, unknown>>;
}

/** A resource that is there: what Ref and Fn::GetAtt make of it. */
export interface Made {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** Makes resources of one type from their properties, all intrinsics resolved. */
export interface ResourceType {
  /** `false`: kept on record, and nothing else happens. */
  readonly isSimulated: boolean;
  make(properties: unknown, making: Making): Made | Promise<Made>;
}

/** A type whose properties have this form. An error in them names the resource and the property. */
export function resourceType<Schema extends z.ZodType>(
  schema: Schema,
  make: (properties: z.output<Schema>, making: Making) => Made | Promise<Made>,
): ResourceType {
  return {
    isSimulated: true,
    make(properties, making) {
      const parsed = schema.safeParse(properties);
      if (parsed.success) return make(parsed.data, making);
      const [issue] = parsed.error.issues;
      throw new Error(`property ${issue?.path.join('.')}: ${issue?.message}`);
    },
  };
}

export const arnIn = ({ region, account }: Scope, service: string, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
