/** The name of a zone in which it is between this hour and the next one now (`SITE_TIME_ZONE`). */
export function toZoneAt(hour: number): string {
  const aheadHours = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  // The names of these zones count westwards.
  return `Etc/GMT${aheadHours < 0 ? '+' : '-'}${Math.abs(aheadHours)}`;
}
