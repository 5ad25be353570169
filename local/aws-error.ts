/** An error as AWS answers it. The wire gives it the status and shape that AWS's model holds for `code`. */
export class AwsError extends Error {
  /** Name of the exception in the service's model, such as `UnknownResourceException`. */
  readonly code: string;
  /** Further members of the error shape, such as `Reason`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.fields = fields;
  }
}

/** What the local cloud can't do is never made up. Answered with status 501. @param what such as `sqs CreateQueue`. */
export const notSimulated = (what: string): AwsError =>
  new AwsError('NotImplementedError', `${what} is not simulated`);
