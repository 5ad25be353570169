import { spawnSync } from 'node:child_process';
import { botoHands, cliHands, sdkHands } from './hands.ts';

/** The clients that a scenario runs with, and what is missing where one can't. */
export const CLIENTS = [
  { name: 'the JavaScript SDK', hands: sdkHands, missing: '' },
  { name: 'the AWS CLI', hands: cliHands, missing: missing('aws', ['--version'], 'the AWS CLI') },
  {
    name: 'boto3',
    hands: botoHands,
    missing: missing('python3', ['-c', 'import boto3'], 'Python with boto3'),
  },
] as const;

function missing(command: string, args: readonly string[], what: string): string {
  return spawnSync(command, args).status === 0 ? '' : what;
}
