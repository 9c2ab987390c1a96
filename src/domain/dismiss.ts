import type { DeviceConnection } from './ports/connections.ts';

/** Closes the link of a retired device; what we have set on it is undone first, if it can. */
export function dismiss(link: DeviceConnection | undefined, reason: string): void {
  if (link?.dismiss) link.dismiss(reason);
  else link?.close(reason);
}
