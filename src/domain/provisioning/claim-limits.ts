import type { Caller } from '../caller.ts';
import { GatewayError } from '../errors.ts';
import type { ProvisioningPorts } from './ports.ts';

const hourMs = 3_600_000;

/** Who asks for a claim, and for where. */
export type ClaimCharge = {
  readonly caller: Caller;
  /** `null` = of no property that was named. */
  readonly property: { readonly accountNumber: string; readonly id: number } | null;
};

/**
 * Counts one claim against the bounds of a flood: by user (not of the role `service`, which stands
 * for many), by property, and over all.
 * @throws GatewayError `refused` with `claims_too_many` and the time from which to come again.
 */
export async function chargeClaim(
  ports: Pick<ProvisioningPorts, 'limiter' | 'limits' | 'clock'>,
  { caller, property }: ClaimCharge,
): Promise<void> {
  const { limits, limiter, clock } = ports;
  const scopes: [string, number][] = [['all', limits.claimsPerHour]];
  if (property) {
    const scope = `property:${property.accountNumber}:${property.id}`;
    scopes.unshift([scope, limits.claimsPerPropertyPerHour]);
  }
  if (caller.role !== 'service') {
    scopes.unshift([`user:${caller.credentialId}`, limits.claimsPerUserPerHour]);
  }
  for (const [scope, limit] of scopes) {
    const { retryAfterMs } = await limiter.charge(`claims:${scope}`, 1, limit, hourMs);
    if (retryAfterMs === 0) continue;
    const detail = `at most ${limit} claims an hour are given here`;
    const earliestAtMs = clock.nowMs() + retryAfterMs;
    const reason = { code: 'claims_too_many', detail, limit, earliestAtMs };
    throw new GatewayError('refused', detail, { reason });
  }
}
