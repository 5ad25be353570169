import type { RequestableNumberType } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/**
 * A phone number of the country, in E.164, from a range that is kept free for fiction (in the United States and
 * Canada 555-0100 to 555-0199 of any area code). Countries without such a range here get one of +999, a country code
 * that is not assigned.
 *
 * @param random 0 to 1.
 */
export function fictionalNumber(country: string, type: RequestableNumberType, random: () => number): string {
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const areaCode =
    type === 'TOLL_FREE' ? '833' : `${2 + Math.floor(random() * 6)}0${2 + Math.floor(random() * 8)}`;
  switch (country) {
    case 'US':
    case 'CA':
      return `+1${areaCode}55501${digits(2)}`;
    case 'GB':
      return `+447700900${digits(3)}`;
    case 'FR':
      return `+3363998${digits(4)}`;
    case 'AU':
      return `+61491570${digits(3)}`;
    default:
      return `+999${digits(8)}`;
  }
}

/** US dollars a month, made up. */
export const monthlyPrice = (type: RequestableNumberType): string => (type === 'TOLL_FREE' ? '2.00' : '1.00');
