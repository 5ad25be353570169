import { BlockList, isIP } from 'node:net';
import type { Scalar } from './event-fields.ts';
import { InvalidPattern } from './invalid-pattern.ts';

/** Reads an IPv4 or IPv6 network such as `10.0.0.0/24`. @throws InvalidPattern. */
export function cidrTest(operand: unknown): (value: Scalar) => boolean {
  if (typeof operand !== 'string') throw new InvalidPattern('cidr match pattern must be a string');
  const [address = '', bits = '', ...rest] = operand.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) {
    throw new InvalidPattern(`Malformed CIDR, one '/' required: ${operand}`);
  }
  const network = new BlockList();
  network.addSubnet(address, Number(bits), nameOf(family));
  return (value) =>
    typeof value === 'string' && isIP(value) === family && network.check(value, nameOf(family));
}

const nameOf = (family: number): 'ipv4' | 'ipv6' => (family === 4 ? 'ipv4' : 'ipv6');
