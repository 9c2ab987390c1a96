/** Wrong arguments or a wrong file named by an argument: exit code 2 (simulators.md). */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A device could not connect in time: exit code 3 (simulators.md). */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
