import type { Scope } from '../../src/core/resource.ts';

/** A function to be run, as a template describes it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly scope: Scope;
  /** Its deployment artifact: a folder, or a zip file. */
  readonly artifact: string;
  /** `index.handler`: a module in the artifact, and what it exports. */
  readonly handler: string;
  readonly roleArn: string;
  /** Default 128, as on AWS. */
  readonly memoryMb?: number | undefined;
  /** Default 3, as on AWS. */
  readonly timeoutSeconds?: number | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly reservedConcurrency?: number | undefined;
}

/** A definition with every default filled in and its artifact unpacked. */
export interface LambdaFunction extends Required<Omit<FunctionDefinition, 'reservedConcurrency'>> {
  readonly arn: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that the artifact's files are in. */
  readonly taskRoot: string;
  readonly logGroupName: string;
}

/** How a function's error looks to its caller. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How an invocation ended. `payload` is JSON, as text. */
export type Outcome =
  | { readonly status: 'success'; readonly payload: string }
  | { readonly status: 'failure'; readonly error: FunctionError };

export const failure = (errorType: string, errorMessage: string): Outcome => ({
  status: 'failure',
  error: { errorType, errorMessage },
});

export const functionArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

/** The name in an ARN of a function, with or without a version or alias, or the name itself. */
export function functionName(nameOrArn: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  return nameOrArn.split(':')[6] ?? nameOrArn;
}
