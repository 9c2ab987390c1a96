import { follow } from './charge-model.ts';
import type { BatteryState, BatteryWindow } from './state.ts';

/** Takes over these windows in place of all others; each begins and ends on the own clock. */
export function armWindows(state: BatteryState, windows: readonly BatteryWindow[]): void {
  state.cancelEdges();
  state.windows = windows.toSorted((a, b) => a.startMs - b.startMs);
  passEdge(state);
}

/** Forgets what is over, follows what is on, and waits for the next edge. */
function passEdge(state: BatteryState): void {
  const elapsedMs = state.clock.elapsedMs();
  state.windows = state.windows.filter(({ endMs }) => endMs > elapsedMs);
  follow(state);
  const edges = state.windows.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const next = Math.min(...edges.filter((edgeMs) => edgeMs > elapsedMs));
  state.cancelEdges = () => {};
  if (!Number.isFinite(next)) return;
  state.cancelEdges = state.clock.after(next - elapsedMs, () => {
    passEdge(state);
    state.changed();
  });
}
