import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 ranges that are not the public internet (IANA special-purpose registry, RFC 6890). */
const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** The public part of IPv6: everything outside is local, mapped, multicast or reserved. */
const PUBLIC_V6 = [['2000::', 3]] as const;
const PRIVATE_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;
/** An IPv6-only network writes public IPv4 addresses like this (RFC 6052). */
const NAT64_PREFIX = '64:ff9b::';

const privateV4 = toList(PRIVATE_V4, 'ipv4');
const publicV6 = toList(PUBLIC_V6, 'ipv6');
const privateV6 = toList(PRIVATE_V6, 'ipv6');
const nat64 = toList([[NAT64_PREFIX, 96]], 'ipv6');
const mapped = toList([['::ffff:0:0', 96]], 'ipv6');

/**
 * True for an address that a report must not be sent to unless `ALLOW_PRIVATE_TARGETS`: loopback,
 * private, link-local, documentation, multicast, reserved. Text that is no address counts as one.
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) === 0) return true;
  if (isIPv4(bare)) return privateV4.check(bare, 'ipv4');
  if (mapped.check(bare, 'ipv6') || nat64.check(bare, 'ipv6')) {
    return privateV4.check(toEmbeddedV4(bare), 'ipv4');
  }
  return !publicV6.check(bare, 'ipv6') || privateV6.check(bare, 'ipv6');
}

/** The last 32 bits of an IPv6 address, in whichever way they are written. */
function toEmbeddedV4(address: string): string {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (dotted) return dotted[1] as string;
  // The URL parser writes every address in one form, with `::` for the longest run of zeros.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [high, low] = canonical.endsWith('::')
    ? ['0', '0']
    : canonical.replace('::', ':0:').split(':').slice(-2);
  const bits = Number.parseInt(high || '0', 16) * 65_536 + Number.parseInt(low || '0', 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

function toList(ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6') {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, family);
  return list;
}
