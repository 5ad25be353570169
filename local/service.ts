/** Who calls, as the access key and the credential scope of the signature tell it. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  /** ARN of the user, or of the assumed role with its session. */
  readonly arn: string;
  /** ARN of the IAM role behind an assumed-role session. */
  readonly roleArn?: string;
  readonly accessKeyId: string;
  readonly userAgent: string;
}

/** One call, with all that an operation may ask about it. */
export interface Call {
  readonly operation: string;
  readonly requestId: string;
  readonly caller: Caller;
}

/**
 * One operation of a simulated service. `input` has passed AWS's model: types fit, required members are there,
 * blobs are Uint8Array and timestamps are Date. The answer is checked against the model too. Throws AwsError.
 */
// biome-ignore lint/suspicious/noExplicitAny: each service types its own input with the SDK's request types; the wire has validated it
export type Operation = (input: any, call: Call) => unknown;

/** A service that is simulated from the SDK's own schemas. */
export interface Service {
  /** Signing name, as in the credential scope: `ram`, `sms-voice`, `organizations`, `events`, `sns`, `sqs`, `sts`, `ssm`. */
  readonly name: string;
  /** The namespace of the SDK client package: operation schemas (`CreateResourceShare$`) and error schemas. */
  readonly model: Readonly<Record<string, unknown>>;
  /** What is simulated, by operation name. Any other operation of the model is answered with 501 and its name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** The service's own validation error for a request that breaks the model, when it is not `ValidationException`. */
  invalid?(message: string, member: string | undefined): Error;
  /** Operations that CloudTrail shows as write management events. Absent: none. */
  readonly trail?: TrailOptions;
}

/** How CloudTrail shows a service. */
export interface TrailOptions {
  /** `ram.amazonaws.com` */
  readonly eventSource: string;
  /** `aws.ram` */
  readonly source: string;
  readonly writes: ReadonlySet<string>;
  /** CloudTrail's Region where it is not the caller's: Organizations logs in us-east-1 only (facts 7.3). */
  readonly region?: string;
  /** Members as CloudTrail spells them. Default: as on the wire. */
  keyCase?(): 'wire' | 'lowerCamel';
}
