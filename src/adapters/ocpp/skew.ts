/** Between the charger's clock and ours, ms (lifecycle.md, "Windows"). */
export const skewMs = 5_000;
