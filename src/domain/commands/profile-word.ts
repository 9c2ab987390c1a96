import type { ProfileReport } from '../reports.ts';

/**
 * True where a charger's word on our profiles is complete: read back from it, or it offers no
 * charging profiles at all, so that none of ours can be there.
 */
export function isTold({ readBack, isLimitless }: ProfileReport): boolean {
  return readBack || isLimitless === true;
}
