import type { Aspect } from './reports.ts';

/**
 * What came of sending a command once: the expected answers of a device are values (style.md 5).
 * `unreachable`: proved that no byte left. `no-reply`: bytes left, nothing came back in the window.
 * `pending`: the frame is out and the answer will enter by `recordDeviceEvent`.
 */
export type DeviceReply =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'succeeded'; readonly aspect: Aspect | null; readonly rev: number | null }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string | null }
  | { readonly kind: 'rejected'; readonly code: string; readonly detail: string | null }
  | { readonly kind: 'stale' }
  | { readonly kind: 'unsupported'; readonly detail: string | null };

/** The gateway's own verdicts about an attempt; they count only for the attempt in flight. */
export type OwnVerdict =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'no-reply'; readonly detail: string };

/** What an adapter's procedure returns. */
export type SendResult = DeviceReply | OwnVerdict | { readonly kind: 'pending' };
