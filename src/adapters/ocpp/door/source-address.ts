import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Where a request came from. */
export type Origin = {
  /** The other end of the socket. */
  readonly peer: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

/**
 * Makes the reading of a request's source: the peer of the socket, and behind proxies that we trust
 * (addresses or networks) the last address in `X-Forwarded-For` that none of them has. What stands
 * before that one anybody may have written.
 */
export function makeSourceReader(trustedProxies: readonly string[]): (origin: Origin) => string {
  const trusted = toBlockList(trustedProxies);
  return ({ peer, headers }) => {
    let source = toPlain(peer ?? 'unknown');
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    while (isTrusted(trusted, source)) {
      const next = toPlain(forwarded.pop()?.trim() ?? '');
      if (isIP(next) === 0) return source;
      source = next;
    }
    return source;
  };
}

const loopback = toBlockList(['127.0.0.0/8', '::1/128']);

/** True for an address of this machine's own. */
export function isLoopback(address: string): boolean {
  return isTrusted(loopback, address);
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function isTrusted(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** IPv4 in IPv6's clothes is IPv4: one source, one count. */
function toPlain(address: string): string {
  const four = address.replace(/^::ffff:/i, '');
  return isIP(four) === 4 ? four : address;
}
