import type { Finding } from '../core/finding.ts';

/** A page of the AWS console. */
export interface ConsoleLink {
  readonly address: string;
  readonly words: string;
}

/** Hosts of the console, by partition. */
const HOSTS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * Where in the console the owner account finds it: the shares of the Region in RAM, or its resources in End User Messaging
 * SMS. AWS publishes no address of a single share, so the page is that of all. `undefined`: no such page is known.
 */
export function consoleLink({ about, region }: Finding): ConsoleLink | undefined {
  const [, partition = '', service] = about.split(':');
  const host = HOSTS[partition];
  // They come from outside: an address is made of nothing else.
  if (!host || !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region)) return undefined;
  return service === 'ram'
    ? {
        address: `https://${host}/ram/home?region=${region}#OwnedResourceShares:`,
        words: `shares in the RAM console, ${region}`,
      }
    : {
        address: `https://${host}/sms-voice/home?region=${region}`,
        words: `End User Messaging SMS console, ${region}`,
      };
}
