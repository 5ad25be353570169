/** A pattern that EventBridge refuses. The message is the reason, in AWS's words where they are known. */
export class InvalidPattern extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'InvalidPattern';
  }
}
